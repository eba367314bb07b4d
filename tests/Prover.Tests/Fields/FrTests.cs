using System.Numerics;
using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Tests.Fields;

public class FrTests : PrimeFieldTests<ScalarFieldModulus>
{
    [Fact]
    public void The_prime_is_that_of_EIP_196() => Assert.Equal(
        BigInteger.Parse("21888242871839275222246405745257275088548364400416034343698204186575808495617"), Fr.Modulus);
}
