using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;
namespace ZkStyle.Prover.Polynomials;
/// <summary>interim</summary>
public sealed class BlockTransform<TField> where TField : struct, IBlockField<ScalarFieldModulus>
{
    private readonly EvaluationDomain _d;
    /// <summary>interim</summary>
    public BlockTransform(int logSize) => _d = new EvaluationDomain(logSize);
    /// <summary>interim</summary>
    public void Forward(BlockBuffer coefficients, BlockBuffer evaluations, Fr shift, int maxThreads)
    {
        ArgumentNullException.ThrowIfNull(coefficients);
        ArgumentNullException.ThrowIfNull(evaluations);
        var e = new Fr[coefficients.Length]; BlockConversion<TField>.ToElements(coefficients, e, maxThreads);
        _d.ForwardCoset(e, shift, maxThreads); BlockConversion<TField>.FromElements(e, evaluations, maxThreads);
    }
    /// <summary>interim</summary>
    public void Inverse(BlockBuffer evaluations, BlockBuffer coefficients, Fr shift, int maxThreads)
    {
        ArgumentNullException.ThrowIfNull(coefficients);
        ArgumentNullException.ThrowIfNull(evaluations);
        var e = new Fr[coefficients.Length]; BlockConversion<TField>.ToElements(evaluations, e, maxThreads);
        _d.InverseCoset(e, shift, maxThreads); BlockConversion<TField>.FromElements(e, coefficients, maxThreads);
    }
}
