using ZkStyle.Prover.Commitments;
using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Curves.Bulk;
using ZkStyle.Prover.Polynomials;
using ZkStyle.Prover.Tests.Fields;
using ZkStyle.Prover.Tests.Polynomials;

namespace ZkStyle.Prover.Tests.Commitments;

public class CommitmentKeyTests
{
    [Theory]
    [InlineData(1)]
    public void Commitments_by_values_by_coefficients_and_by_tau_are_the_same(int seed)
    {
        var random = new RandomElements(seed);
        var tau = UnsafeSrs.DeriveTau([4, 2]);
        var srs = UnsafeSrs.Generate(7, [4, 2]);
        foreach (var logSize in new[] { 0, 3, 6, 7 })
        {
            var key = CommitmentKey.FromSrs(srs, logSize, 2, CancellationToken.None);
            var domain = new EvaluationDomain(logSize);
            var integers = Enumerable.Range(0, domain.Size).Select(_ => random.Random.NextInt64(-1000, 1000)).ToArray();
            foreach (var evaluations in new[] { random.NextFrs(domain.Size), [.. integers.Select(Fr.FromInt64)] })
            {
                var coefficients = (Fr[])evaluations.Clone();
                domain.Inverse(coefficients);
                var expected = (G1Jacobian.Generator * Polynomial.Evaluate(coefficients, tau)).ToAffine();
                Assert.Equal(expected, key.CommitCoefficients(coefficients, 1));
                Assert.Equal(expected, key.CommitEvaluations(evaluations, 2));
            }

            Assert.Equal(key.CommitEvaluations((Fr[])[.. integers.Select(Fr.FromInt64)], 1), key.CommitEvaluations(integers, 1));
            Assert.Equal(G1Affine.Infinity, key.CommitCoefficients(Array.Empty<Fr>(), 1));
        }

        Assert.Throws<ArgumentException>(() => new CommitmentKey(Bases(3), Bases(3)));
        Assert.Throws<ArgumentException>(() => new CommitmentKey(Bases(4), Bases(2)));

        static MsmBases Bases(int count) => MsmBases.Prepare(new G1Affine[count]);
    }
}
