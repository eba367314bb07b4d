namespace ZkStyle.Quantize.Imaging;

/// <summary>The second bytes of JPEG's markers (ITU-T T.81, table B.1) that the reader tells apart.</summary>
internal static class JpegMarker
{
    /// <summary>Every marker's first byte.</summary>
    public const byte Prefix = 0xFF;

    /// <summary>For private use in arithmetic coding; has no parameters.</summary>
    public const byte Temporary = 0x01;

    /// <summary>Frame header: baseline sequential.</summary>
    public const byte BaselineFrame = 0xC0;

    /// <summary>Frame header: extended sequential, Huffman coded.</summary>
    public const byte ExtendedFrame = 0xC1;

    /// <summary>Frame header: progressive, Huffman coded.</summary>
    public const byte ProgressiveFrame = 0xC2;

    /// <summary>The last of the frame headers' range.</summary>
    public const byte LastFrame = 0xCF;

    /// <summary>Huffman tables.</summary>
    public const byte HuffmanTables = 0xC4;

    /// <summary>Conditioning of arithmetic coding.</summary>
    public const byte ArithmeticConditioning = 0xCC;

    /// <summary>The first of the eight restart markers.</summary>
    public const byte FirstRestart = 0xD0;

    /// <summary>The last restart marker.</summary>
    public const byte LastRestart = 0xD7;

    /// <summary>Start of image.</summary>
    public const byte StartOfImage = 0xD8;

    /// <summary>End of image.</summary>
    public const byte EndOfImage = 0xD9;

    /// <summary>Scan header; entropy-coded data follow.</summary>
    public const byte StartOfScan = 0xDA;

    /// <summary>Quantization tables.</summary>
    public const byte QuantizationTables = 0xDB;

    /// <summary>The number of lines, when the frame header left it open.</summary>
    public const byte NumberOfLines = 0xDC;

    /// <summary>Restart interval.</summary>
    public const byte RestartInterval = 0xDD;

    /// <summary>Frame header of a hierarchical file.</summary>
    public const byte HierarchicalFrame = 0xDE;

    /// <summary>Expansion in a hierarchical file.</summary>
    public const byte Expansion = 0xDF;

    /// <summary>The first application segment: JFIF.</summary>
    public const byte FirstApplication = 0xE0;

    /// <summary>The application segment of Exif.</summary>
    public const byte ExifApplication = 0xE1;

    /// <summary>The application segment of Adobe.</summary>
    public const byte AdobeApplication = 0xEE;

    /// <summary>The last application segment.</summary>
    public const byte LastApplication = 0xEF;

    /// <summary>A comment.</summary>
    public const byte Comment = 0xFE;

    /// <summary>Whether a marker is a frame header of any process.</summary>
    /// <param name="marker">The marker's second byte.</param>
    /// <returns>Whether it is SOF0 to SOF15.</returns>
    public static bool IsFrame(byte marker) =>
        marker is >= BaselineFrame and <= LastFrame and not HuffmanTables and not ArithmeticConditioning and not 0xC8;

    /// <summary>Whether a marker is one of the eight restart markers.</summary>
    /// <param name="marker">The marker's second byte.</param>
    /// <returns>Whether it is RST0 to RST7.</returns>
    public static bool IsRestart(byte marker) => marker is >= FirstRestart and <= LastRestart;
}
