using System.Runtime.InteropServices;
using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Curves;

/// <summary>
/// Affine coordinates over any field. (0, 0), which lies on neither curve since b is not zero, stands for
/// the point at infinity, as in EIP-196 and EIP-197.
/// </summary>
/// <typeparam name="TField">The field of the coordinates.</typeparam>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct AffinePoint<TField>(TField X, TField Y)
    where TField : unmanaged, IField<TField>
{
    public bool IsInfinity => X.IsZero && Y.IsZero;
}
