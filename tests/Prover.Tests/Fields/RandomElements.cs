using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Tests.Fields;

/// <summary>Draws field elements and points from a seed, which the name of the test that uses it shows.</summary>
internal sealed class RandomElements(int seed)
{
    public Random Random { get; } = new(seed);

    public PrimeField<TModulus> Next<TModulus>()
        where TModulus : struct, IFieldModulus
    {
        var bytes = new byte[32];
        Random.NextBytes(bytes);
        return PrimeField<TModulus>.ReduceBigEndian(bytes);
    }

    public Fr NextFr() => Next<ScalarFieldModulus>();

    public Fp NextFp() => Next<BaseFieldModulus>();

    public Fp2 NextFp2() => new(NextFp(), NextFp());

    public Fp6 NextFp6() => new(NextFp2(), NextFp2(), NextFp2());

    public Fp12 NextFp12() => new(NextFp6(), NextFp6());

    public Fr[] NextFrs(int count) => [.. Enumerable.Range(0, count).Select(_ => NextFr())];

    public G1Affine NextG1() => (G1Jacobian.Generator * NextFr()).ToAffine();

    public G2Affine NextG2() => (G2Jacobian.Generator * NextFr()).ToAffine();
}
