using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Tests.Fields;

namespace ZkStyle.Prover.Tests.Curves;

public class G2GroupLawTests : JacobianPointTests<Fp2>
{
    private protected override AffinePoint<Fp2> Generator => G2Affine.Generator.Point;

    protected override Fp2 NextElement(int seed) => new RandomElements(seed).NextFp2();
}
