using ZkStyle.Circuit.Tables;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Compilation;

/// <summary>What tests may choose; products are compiled with <see cref="Default"/> only.</summary>
/// <param name="Shift">Bits of the requantization's remainder.</param>
/// <param name="MinimumLogSize">log2 of the fewest rows.</param>
internal sealed record CompilerOptions(int Shift, int MinimumLogSize)
{
    /// <summary>Requantization by 2^16 and at least 2^17 rows (A9).</summary>
    public static CompilerOptions Default { get; } = new(QuantizedLayer.Shift, QuantizedLayer.Shift + 1);

    /// <summary>Makes the lookup table from decoder, ranges and shift.</summary>
    public Func<QuantizedDecoder, IReadOnlyList<LayerRange>, int, LookupTable> Table { get; init; } = LookupTable.SideBySide;
}
