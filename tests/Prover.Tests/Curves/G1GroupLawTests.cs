using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Tests.Fields;

namespace ZkStyle.Prover.Tests.Curves;

public class G1GroupLawTests : JacobianPointTests<Fp>
{
    private protected override AffinePoint<Fp> Generator => G1Affine.Generator.Point;

    protected override Fp NextElement(int seed) => new RandomElements(seed).NextFp();
}
