using ZkStyle.Prover.Commitments;
using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Polynomials;
using ZkStyle.Prover.Tests.Fields;

namespace ZkStyle.Prover.Tests.Commitments;

public class SrsTests
{
    private static readonly byte[] s_seed = [4, 2];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    public void Points_are_those_of_tau(int power)
    {
        var tau = UnsafeSrs.DeriveTau(s_seed);
        foreach (var threads in new[] { 1, 2 })
        {
            var srs = UnsafeSrs.Generate(power, s_seed, maxThreads: threads);
            Assert.Equal(power, srs.Power);
            Assert.True(srs.IsUnsafe);
            Assert.Equal(SrsOrigin.Unsafe, srs.Origin);
            Assert.Equal((G2Jacobian.Generator * tau).ToAffine(), srs.TauG2);
            Assert.Equal(Direct(Powers(tau, 1 << power)), srs.G1Powers.ToArray());
            for (var logSize = 0; logSize <= power; logSize++)
                Assert.Equal(Direct(new EvaluationDomain(logSize).EvaluateLagrangeBasis(tau, 1 << logSize)), srs.LagrangeBasis(logSize, threads).ToArray());
            Assert.Throws<ArgumentOutOfRangeException>(() => srs.LagrangeBasis(power + 1));
            Assert.Throws<ArgumentOutOfRangeException>(() => srs.LagrangeBasis(-1));
            Assert.True(srs.Verify(out var error), error);
        }
    }

    [Fact]
    public void A_larger_one_passes_its_own_check()
    {
        var srs = UnsafeSrs.Generate(12);
        Assert.True(srs.Verify(out var error), error);
        Assert.Equal(srs.LagrangeBasis(9, 1).ToArray(), srs.LagrangeBasis(9, 2).ToArray());
        Assert.Equal(Srs.MaxPower, 24);
    }

    [Fact]
    public void Tau_is_drawn_anew_unless_a_seed_fixes_it()
    {
        Assert.NotEqual(UnsafeSrs.Generate(2).Digest, UnsafeSrs.Generate(2).Digest);
        Assert.Equal(UnsafeSrs.Generate(2, s_seed).Digest, UnsafeSrs.Generate(2, s_seed).Digest);
        Assert.NotEqual(UnsafeSrs.Generate(2, s_seed).Digest, UnsafeSrs.Generate(3, s_seed).Digest);
        Assert.NotEqual(UnsafeSrs.Generate(2, s_seed).Digest, UnsafeSrs.Generate(2, [4, 3]).Digest);
        Assert.Throws<ArgumentOutOfRangeException>(() => UnsafeSrs.Generate(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => UnsafeSrs.Generate(25));
    }

    [Fact]
    public void The_digest_fixes_origin_and_points()
    {
        var srs = UnsafeSrs.Generate(2, s_seed);
        var (powers, lagrange) = (srs.G1Powers.ToArray(), srs.LagrangeBasis(2).ToArray());
        Assert.Equal(srs.Digest, new Srs(SrsOrigin.Unsafe, powers, lagrange, srs.TauG2).Digest);
        var digests = new HashSet<string> { Convert.ToHexString(srs.Digest) };
        Assert.True(Add(SrsOrigin.Ceremony("a"), powers, lagrange, srs.TauG2));
        Assert.True(Add(SrsOrigin.Ceremony("b"), powers, lagrange, srs.TauG2));
        Assert.True(Add(SrsOrigin.Unsafe, Swapped(powers), lagrange, srs.TauG2));
        Assert.True(Add(SrsOrigin.Unsafe, powers, Swapped(lagrange), srs.TauG2));
        Assert.True(Add(SrsOrigin.Unsafe, powers, lagrange, -srs.TauG2));
        Assert.True(Add(SrsOrigin.Unsafe, lagrange, powers, srs.TauG2));

        bool Add(SrsOrigin origin, G1Affine[] a, G1Affine[] b, G2Affine tauG2) =>
            digests.Add(Convert.ToHexString(new Srs(origin, a, b, tauG2).Digest));
    }

    [Fact]
    public void Verification_finds_any_point_that_does_not_belong()
    {
        var random = new RandomElements(1);
        var srs = UnsafeSrs.Generate(4, s_seed);
        var (powers, lagrange) = (srs.G1Powers.ToArray(), srs.LagrangeBasis(4).ToArray());
        foreach (var i in new[] { 0, 1, 7, 15 })
        {
            foreach (var point in new[] { random.NextG1(), -powers[i] })
            {
                var bent = (G1Affine[])powers.Clone();
                bent[i] = point;
                Assert.False(new Srs(SrsOrigin.Unsafe, bent, lagrange, srs.TauG2).Verify(out var error));
                Assert.Contains("powers", error, StringComparison.Ordinal);

                bent = (G1Affine[])lagrange.Clone();
                bent[i] = point;
                Assert.False(new Srs(SrsOrigin.Unsafe, powers, bent, srs.TauG2).Verify(out error));
                Assert.Contains("Lagrange", error, StringComparison.Ordinal);
            }
        }

        Assert.False(new Srs(SrsOrigin.Unsafe, powers, lagrange, random.NextG2()).Verify(out _));
        Assert.False(new Srs(SrsOrigin.Unsafe, new G1Affine[16], new G1Affine[16], srs.TauG2).Verify(out _));

        // Two errors that cancel in a plain sum.
        var two = (G1Affine[])powers.Clone();
        (two[5], two[6]) = ((new G1Jacobian(two[5]) + G1Affine.Generator).ToAffine(), (new G1Jacobian(two[6]) + -G1Affine.Generator).ToAffine());
        Assert.False(new Srs(SrsOrigin.Unsafe, two, lagrange, srs.TauG2).Verify(out _));
    }

    [Fact]
    public void Progress_rises_to_one_and_work_stops_when_asked()
    {
        var reports = new List<double>();
        UnsafeSrs.Generate(15, s_seed, new Recorder(reports));
        Assert.Equal(reports.Order(), reports);
        Assert.Equal(1, reports[^1], 12);
        Assert.True(reports.Count > 4);

        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => UnsafeSrs.Generate(5, s_seed, cancellationToken: source.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => UnsafeSrs.Generate(5, s_seed).LagrangeBasis(4, cancellationToken: source.Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two\nlines")]
    [InlineData("bell\a")]
    public void Ceremonies_have_printable_names(string name) => Assert.Throws<ArgumentException>(() => SrsOrigin.Ceremony(name));

    [Fact]
    public void Names_of_ceremonies_are_bounded()
    {
        Assert.Equal(200, SrsOrigin.Ceremony(new string('x', 200)).Name.Length);
        Assert.Throws<ArgumentException>(() => SrsOrigin.Ceremony(new string('x', 201)));
        Assert.Throws<ArgumentException>(() => SrsOrigin.Ceremony(new string('\u00e9', 101)));
        Assert.False(SrsOrigin.Ceremony("Perpetual").IsUnsafe);
        Assert.Contains("UNSAFE", SrsOrigin.Unsafe.ToString(), StringComparison.Ordinal);
    }

    private static G1Affine[] Swapped(G1Affine[] points) => [.. points[..^2], points[^1], points[^2]];

    private static Fr[] Powers(Fr tau, int count) => [.. Enumerable.Range(0, count).Select(i => tau.Pow(i))];

    private static G1Affine[] Direct(Fr[] scalars) => [.. scalars.Select(s => (G1Jacobian.Generator * s).ToAffine())];

    private sealed class Recorder(List<double> reports) : IProgress<double>
    {
        public void Report(double value) => reports.Add(value);
    }
}
