using System.Buffers.Binary;

namespace ZkStyle.Quantize.Imaging;

/// <summary>The tables a JPEG file has defined so far; a later definition replaces an earlier one (ITU-T T.81, B.2.4).</summary>
internal sealed class JpegTables
{
    /// <summary>Tables of each kind.</summary>
    public const int Slots = 4;

    private readonly ushort[][] _quantization = new ushort[Slots][];
    private readonly JpegHuffmanTable[] _dc = [new(), new(), new(), new()];
    private readonly JpegHuffmanTable[] _ac = [new(), new(), new(), new()];

    /// <summary>MCUs between restart markers, 0 for none.</summary>
    public int RestartInterval { get; private set; }

    /// <summary>Reads a DQT segment (B.2.4.1).</summary>
    /// <param name="data">The segment's data.</param>
    public void DefineQuantization(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            var (precision, slot) = (data[0] >> 4, data[0] & 15);
            if (precision > 1 || slot >= Slots)
                throw new InvalidDataException($"A JPEG quantization table has precision {precision} and number {slot}; 0 to 1 and 0 to {Slots - 1} are possible.");
            var bytes = (1 + precision) * JpegComponent.BlockSize;
            data = data[1..];
            if (data.Length < bytes)
                throw new InvalidDataException("A quantization table of the JPEG file is cut off.");
            var table = _quantization[slot] ??= new ushort[JpegComponent.BlockSize];
            for (var k = 0; k < table.Length; k++)
                table[k] = precision == 0 ? data[k] : BinaryPrimitives.ReadUInt16BigEndian(data[(2 * k)..]);
            if (table.Contains((ushort)0))
                throw new InvalidDataException($"The JPEG quantization table {slot} holds a zero.");
            data = data[bytes..];
        }
    }

    /// <summary>Reads a DHT segment (B.2.4.2).</summary>
    /// <param name="data">The segment's data.</param>
    public void DefineHuffman(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            var (kind, slot) = (data[0] >> 4, data[0] & 15);
            if (kind > 1 || slot >= Slots)
                throw new InvalidDataException($"A JPEG Huffman table has class {kind} and number {slot}; 0 to 1 and 0 to {Slots - 1} are possible.");
            data = data[1..];
            data = data[(kind == 0 ? _dc : _ac)[slot].Define(data)..];
        }
    }

    /// <summary>Reads a DRI segment (B.2.4.4).</summary>
    /// <param name="data">The segment's data.</param>
    public void DefineRestartInterval(ReadOnlySpan<byte> data)
    {
        if (data.Length != 2)
            throw new InvalidDataException($"The JPEG restart interval has {data.Length} bytes, 2 expected.");
        RestartInterval = BinaryPrimitives.ReadUInt16BigEndian(data);
    }

    /// <summary>A quantization table, in zigzag order.</summary>
    /// <param name="slot">Its number.</param>
    /// <returns>64 steps, none zero.</returns>
    public ReadOnlySpan<ushort> Quantization(int slot) => _quantization[slot]
        ?? throw new InvalidDataException($"The JPEG file uses the quantization table {slot} before it defines it.");

    /// <summary>A table of DC categories, built.</summary>
    /// <param name="slot">Its number.</param>
    /// <returns>The table.</returns>
    public JpegHuffmanTable Dc(int slot) => Built(_dc[slot], "DC", slot);

    /// <summary>A table of AC runs and categories, built.</summary>
    /// <param name="slot">Its number.</param>
    /// <returns>The table.</returns>
    public JpegHuffmanTable Ac(int slot) => Built(_ac[slot], "AC", slot);

    private static JpegHuffmanTable Built(JpegHuffmanTable table, string kind, int slot)
    {
        if (!table.IsDefined)
            throw new InvalidDataException($"The JPEG file uses the {kind} Huffman table {slot} before it defines it.");
        table.Build();
        return table;
    }
}
