namespace ZkStyle.Quantize.Imaging;

/// <summary>The two checksums of a PNG file: CRC-32 of its chunks (PNG specification, annex D) and Adler-32 of its image data (RFC 1950).</summary>
internal static class PngChecksums
{
    private static readonly uint[] s_crcTable = BuildCrcTable();

    /// <summary>CRC-32 (reflected polynomial 0xEDB88320) of two spans one after the other.</summary>
    /// <param name="first">The chunk's type.</param>
    /// <param name="second">The chunk's data.</param>
    /// <returns>The checksum.</returns>
    public static uint Crc32(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) =>
        ~Append(Append(0xFFFFFFFF, first), second);

    /// <summary>Continues an Adler-32 checksum, which starts at 1.</summary>
    /// <param name="adler">The checksum so far.</param>
    /// <param name="data">What follows.</param>
    /// <returns>The checksum.</returns>
    public static uint Adler32(uint adler, ReadOnlySpan<byte> data)
    {
        const uint Modulus = 65521;
        // The most bytes after which neither 32-bit sum can have overflowed.
        const int Run = 5552;
        var a = adler & 0xFFFF;
        var b = adler >> 16;
        while (!data.IsEmpty)
        {
            var run = data[..Math.Min(Run, data.Length)];
            foreach (var value in run)
            {
                a += value;
                b += a;
            }

            a %= Modulus;
            b %= Modulus;
            data = data[run.Length..];
        }

        return (b << 16) | a;
    }

    private static uint Append(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var value in data)
            crc = s_crcTable[(byte)(crc ^ value)] ^ (crc >> 8);
        return crc;
    }

    private static uint[] BuildCrcTable()
    {
        var table = new uint[256];
        for (uint n = 0; n < table.Length; n++)
        {
            var c = n;
            for (var k = 0; k < 8; k++)
                c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
            table[n] = c;
        }

        return table;
    }
}
