namespace ZkStyle.Quantize.Imaging;

/// <summary>A scan header (ITU-T T.81, B.2.3).</summary>
/// <param name="Components">The components it codes, in its order.</param>
/// <param name="DcTables">The DC table of each.</param>
/// <param name="AcTables">The AC table of each.</param>
/// <param name="First">The first coefficient, in zigzag order.</param>
/// <param name="Last">The last coefficient.</param>
/// <param name="HighBit">The lowest bit that earlier scans brought, 0 for a first scan (Ah).</param>
/// <param name="LowBit">The lowest bit that this scan brings (Al).</param>
internal sealed record JpegScan(JpegComponent[] Components, int[] DcTables, int[] AcTables, int First, int Last, int HighBit, int LowBit)
{
    private const int MaxBlocksOfUnit = 10;
    private const int MaxLowBit = 13;
    private const int LastCoefficient = JpegComponent.BlockSize - 1;

    /// <summary>Whether the scan adds one bit to coefficients that are there.</summary>
    public bool IsRefinement => HighBit > 0;

    /// <summary>Whether the MCUs have blocks of several components.</summary>
    public bool IsInterleaved => Components.Length > 1;

    /// <summary>Parses and checks a scan header.</summary>
    /// <param name="data">The segment's data.</param>
    /// <param name="frame">The frame.</param>
    /// <returns>The scan.</returns>
    /// <exception cref="InvalidDataException">A field is out of range.</exception>
    public static JpegScan Parse(ReadOnlySpan<byte> data, JpegFrame frame)
    {
        if (data.IsEmpty || data[0] is 0 or > 4 || data.Length != 4 + (2 * data[0]))
            throw new InvalidDataException($"A JPEG scan header has {data.Length} bytes{(data.IsEmpty ? "" : $" and claims {data[0]} components")}; 1 to 4 components and two bytes for each are possible.");
        int count = data[0];
        var components = new JpegComponent[count];
        var (dc, ac) = (new int[count], new int[count]);
        for (var i = 0; i < count; i++)
        {
            var id = data[1 + (2 * i)];
            components[i] = Array.Find(frame.Components, component => component.Id == id)
                ?? throw new InvalidDataException($"A JPEG scan names the component {id}, which the frame does not have.");
            if (Array.IndexOf(components, components[i]) < i)
                throw new InvalidDataException($"A JPEG scan names the component {id} twice.");
            var tables = data[2 + (2 * i)];
            (dc[i], ac[i]) = (tables >> 4, tables & 15);
            if (dc[i] >= JpegTables.Slots || ac[i] >= JpegTables.Slots)
                throw new InvalidDataException($"A JPEG scan names the Huffman tables {dc[i]} and {ac[i]}; there are {JpegTables.Slots}.");
        }

        if (count > 1 && components.Sum(component => component.Horizontal * component.Vertical) > MaxBlocksOfUnit)
            throw new InvalidDataException($"A JPEG scan interleaves more than {MaxBlocksOfUnit} blocks.");
        var rest = data[(1 + (2 * count))..];
        var (first, last, high, low) = (rest[0], rest[1], rest[2] >> 4, rest[2] & 15);
        // Sequential scans have all coefficients whole; some encoders leave other numbers here, which mean nothing.
        if (!frame.IsProgressive)
            return new JpegScan(components, dc, ac, 0, LastCoefficient, 0, 0);
        var band = first == 0 ? last == 0 : first <= last && last <= LastCoefficient && count == 1;
        if (!band || low > MaxLowBit || (high != 0 && high != low + 1))
            throw new InvalidDataException($"A JPEG scan of {count} components has coefficients {first} to {last}, bits {high} to {low}, which progressive files cannot have.");
        return new JpegScan(components, dc, ac, first, last, high, low);
    }
}
