namespace ZkStyle.Quantize.Files;

/// <summary>Reads from streams nobody vouches for: what is allocated grows with the bytes that really arrive.</summary>
internal static class BoundedReading
{
    private const int ChunkBytes = 1 << 20;

    /// <summary>Reads exactly <paramref name="count"/> bytes.</summary>
    /// <param name="stream">Where to read.</param>
    /// <param name="count">How many bytes.</param>
    /// <param name="what">What is being read, for the error.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="InvalidDataException">The stream ends before.</exception>
    public static byte[] ReadExactly(Stream stream, int count, string what)
    {
        var buffer = new byte[Math.Min(count, ChunkBytes)];
        var filled = 0;
        while (filled < count)
        {
            if (filled == buffer.Length)
                Array.Resize(ref buffer, (int)Math.Min(count, buffer.Length * 2L));
            var read = stream.Read(buffer, filled, buffer.Length - filled);
            if (read == 0)
                throw new InvalidDataException($"The file ends inside {what}: {count} bytes expected, {filled} found.");
            filled += read;
        }

        return buffer;
    }

    /// <summary>Reads a stream to its end, refusing one longer than <paramref name="limit"/> bytes.</summary>
    /// <param name="stream">Where to read.</param>
    /// <param name="limit">The most bytes accepted.</param>
    /// <param name="what">What is being read, for the error.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="InvalidDataException">There are more bytes than the limit.</exception>
    public static byte[] ReadToEnd(Stream stream, int limit, string what)
    {
        var buffer = new byte[Math.Min(limit, ChunkBytes / 16) + 1];
        var filled = 0;
        while (true)
        {
            var read = stream.Read(buffer, filled, buffer.Length - filled);
            if (read == 0)
                return buffer.AsSpan(0, filled).ToArray();
            filled += read;
            if (filled > limit)
                throw new InvalidDataException($"{what} is longer than the {limit} bytes accepted.");
            if (filled == buffer.Length)
                Array.Resize(ref buffer, (int)Math.Min(limit + 1L, buffer.Length * 2L));
        }
    }
}
