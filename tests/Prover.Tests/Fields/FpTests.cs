using System.Numerics;
using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Tests.Fields;

public class FpTests : PrimeFieldTests<BaseFieldModulus>
{
    [Fact]
    public void The_prime_is_that_of_EIP_196() => Assert.Equal(
        BigInteger.Parse("21888242871839275222246405745257275088696311157297823662689037894645226208583"), Fp.Modulus);
}
