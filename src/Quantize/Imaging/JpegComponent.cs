namespace ZkStyle.Quantize.Imaging;

/// <summary>One component of a JPEG frame (ITU-T T.81, A.1.1) and what has been decoded of it.</summary>
internal sealed class JpegComponent
{
    /// <summary>Samples of a block's side.</summary>
    public const int BlockSide = 8;

    /// <summary>Samples, or coefficients, of a block.</summary>
    public const int BlockSize = BlockSide * BlockSide;

    private const sbyte NotCoded = -1;

    // For each coefficient in zigzag order: the lowest bit that scans have brought so far.
    private readonly sbyte[] _lowestBit = new sbyte[BlockSize];

    /// <summary>Creates a component; nothing of the picture's size is allocated yet.</summary>
    /// <param name="id">Its name in scan headers.</param>
    /// <param name="horizontal">Horizontal sampling factor, 1 to 4.</param>
    /// <param name="vertical">Vertical sampling factor, 1 to 4.</param>
    /// <param name="quantizationTable">The number of its quantization table, 0 to 3.</param>
    public JpegComponent(byte id, int horizontal, int vertical, int quantizationTable)
    {
        (Id, Horizontal, Vertical, QuantizationTable) = (id, horizontal, vertical, quantizationTable);
        Array.Fill(_lowestBit, NotCoded);
    }

    /// <summary>Its name in scan headers.</summary>
    public byte Id { get; }

    /// <summary>Horizontal sampling factor, 1 to 4.</summary>
    public int Horizontal { get; }

    /// <summary>Vertical sampling factor, 1 to 4.</summary>
    public int Vertical { get; }

    /// <summary>The number of its quantization table, 0 to 3.</summary>
    public int QuantizationTable { get; }

    /// <summary>Samples per line that the picture has.</summary>
    public int Width { get; private set; }

    /// <summary>Lines that the picture has.</summary>
    public int Height { get; private set; }

    /// <summary>Blocks per line of a scan of this component alone.</summary>
    public int BlocksAcross { get; private set; }

    /// <summary>Lines of blocks in a scan of this component alone.</summary>
    public int BlocksDown { get; private set; }

    /// <summary>Blocks per line with those that fill up the last MCU of interleaved scans.</summary>
    public int StoredBlocksAcross { get; private set; }

    /// <summary>Lines of blocks, likewise.</summary>
    public int StoredBlocksDown { get; private set; }

    /// <summary>Samples from one line of <see cref="Samples"/> to the next.</summary>
    public int Stride => StoredBlocksAcross * BlockSide;

    /// <summary>Blocks that the component must at least have in the file.</summary>
    public long Blocks => (long)BlocksAcross * BlocksDown;

    /// <summary>The decoded samples, whole blocks of them.</summary>
    public byte[] Samples { get; private set; } = [];

    /// <summary>A progressive file's coefficients: 64 a block, in zigzag order. Empty for sequential files.</summary>
    public short[] Coefficients { get; private set; } = [];

    /// <summary>The quantization table as it was when the component's first scan started, in zigzag order.</summary>
    public ushort[]? Quantization { get; private set; }

    /// <summary>Whether a scan has brought the DC coefficients, without which there is no picture.</summary>
    public bool IsCoded => _lowestBit[0] != NotCoded;

    /// <summary>Computes the sizes from the frame's.</summary>
    /// <param name="width">The picture's width.</param>
    /// <param name="height">The picture's height.</param>
    /// <param name="horizontal">The largest horizontal factor of the frame.</param>
    /// <param name="vertical">The largest vertical factor of the frame.</param>
    public void Fit(int width, int height, int horizontal, int vertical)
    {
        Width = CeilingOf(width * Horizontal, horizontal);
        Height = CeilingOf(height * Vertical, vertical);
        (BlocksAcross, BlocksDown) = (CeilingOf(Width, BlockSide), CeilingOf(Height, BlockSide));
        StoredBlocksAcross = CeilingOf(width, horizontal * BlockSide) * Horizontal;
        StoredBlocksDown = CeilingOf(height, vertical * BlockSide) * Vertical;
    }

    /// <summary>Allocates what decoding fills.</summary>
    /// <param name="progressive">Whether coefficients must be kept until the last scan.</param>
    public void Allocate(bool progressive)
    {
        var samples = StoredBlocksAcross * StoredBlocksDown * BlockSize;
        Samples = new byte[samples];
        if (progressive)
            Coefficients = new short[samples];
    }

    /// <summary>Takes the quantization table, which belongs to the component from its first scan on.</summary>
    /// <param name="table">The table, in zigzag order; copied.</param>
    public void Quantize(ReadOnlySpan<ushort> table) => Quantization ??= table.ToArray();

    /// <summary>
    /// Notes that a scan codes a band. Coefficients come once, or in a progressive file bit by bit in order (T.81,
    /// G.1.1.1); so no file can ask for more passes than a coefficient has bits.
    /// </summary>
    /// <param name="scan">The scan.</param>
    /// <exception cref="InvalidDataException">The band has been coded, or the bits are not those that come next.</exception>
    public void Enter(JpegScan scan)
    {
        if (scan.First > 0 && !IsCoded)
            throw new InvalidDataException($"A JPEG scan has AC coefficients of component {Id} before its DC coefficients.");
        for (var k = scan.First; k <= scan.Last; k++)
        {
            if (scan.IsRefinement ? _lowestBit[k] != scan.HighBit : _lowestBit[k] != NotCoded)
                throw new InvalidDataException($"A JPEG scan repeats or skips bits of component {Id}, coefficient {k}.");
            _lowestBit[k] = (sbyte)scan.LowBit;
        }
    }

    /// <summary>Makes samples of a progressive file's coefficients and lets go of these.</summary>
    public void TransformAll()
    {
        for (var row = 0; row < StoredBlocksDown; row++)
        {
            for (var column = 0; column < StoredBlocksAcross; column++)
                Transform(Coefficients.AsSpan(((row * StoredBlocksAcross) + column) * BlockSize, BlockSize), row, column);
        }

        Coefficients = [];
    }

    /// <summary>Makes samples of one block's coefficients.</summary>
    /// <param name="coefficients">64 coefficients in zigzag order.</param>
    /// <param name="row">The block's line.</param>
    /// <param name="column">The block's place in it.</param>
    public void Transform(ReadOnlySpan<short> coefficients, int row, int column) =>
        InverseDct.Transform(coefficients, Quantization, Samples.AsSpan(((row * Stride) + column) * BlockSide), Stride);

    private static int CeilingOf(int dividend, int divisor) => (dividend + divisor - 1) / divisor;
}
