using System.Buffers.Binary;
using System.Globalization;
using ZkStyle.Quantize.Randomness;

namespace ZkStyle.Quantize.Tests.Support;

/// <summary>
/// Feeds a reader with damaged files: changed bytes, numbers and lengths, files cut off, parts removed, repeated,
/// swapped, and files joined from halves of two. A reader passes when it reads or refuses each with an
/// <see cref="InvalidDataException"/> of one line, within the bytes it may allocate. Everything follows from the round's
/// number, which a failure names; <see cref="Mutate"/> makes that round's file again.
/// </summary>
internal static class FileFuzzer
{
    /// <summary>The environment variable that says how many files a run tries; 1,000 without it.</summary>
    public const string RoundsVariable = "ZKSTYLE_FUZZ_ROUNDS";

    private const int DefaultRounds = 1000;
    private const ulong Seed = 20_240_501;

    // No file takes a second; a reader that is at one this long will not come back.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private static readonly byte[] s_edges = [0x00, 0x01, 0x7F, 0x80, 0xFE, 0xFF];
    private static readonly long[] s_numbers = [0, 1, 2, -1, -2, 255, 256, 32767, 65535, int.MaxValue, uint.MaxValue, 1 << 20, long.MaxValue];

    /// <summary>How many files a run tries.</summary>
    public static int Rounds =>
        int.TryParse(Environment.GetEnvironmentVariable(RoundsVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) ? rounds : DefaultRounds;

    /// <summary>Tries <see cref="Rounds"/> damaged files.</summary>
    /// <param name="format">The format.</param>
    /// <param name="maxAllocation">The most bytes the reader may allocate for a file.</param>
    /// <param name="read">Reads a file. It must not hand work to other threads, whose allocations would not be counted.</param>
    /// <returns>How many files were refused.</returns>
    public static int Run(FuzzedFormat format, Func<byte[], long> maxAllocation, Action<byte[]> read)
    {
        var rounds = Rounds;
        var current = 0;
        var refused = 0;
        Exception? failure = null;
        var worker = new Thread(() =>
        {
            try
            {
                for (; current < rounds && failure is null; current++)
                    refused += TryFile(format, current, maxAllocation, read) ? 0 : 1;
            }
            catch (Exception e)
            {
                failure = e;
            }
        })
        { IsBackground = true };
        worker.Start();
        for (var seen = -1; !worker.Join(s_patience); seen = Volatile.Read(ref current))
            Assert.False(seen == Volatile.Read(ref current), $"{format.Name}: the reader does not come back from round {seen}");
        if (failure is not null)
            Assert.Fail($"{format.Name}, round {current} ({nameof(FileFuzzer)}.{nameof(Mutate)} makes its file): {failure}");
        return refused;
    }

    /// <summary>Makes the file of a round.</summary>
    /// <param name="format">The format.</param>
    /// <param name="round">The round.</param>
    /// <returns>A damaged file.</returns>
    public static byte[] Mutate(FuzzedFormat format, int round)
    {
        var random = new SeededRandom(Seed, (ulong)round);
        var file = format.Files[random.Next(format.Files.Count)];
        // Often one change alone: several hide each other.
        var changes = random.Chance(0.5) ? 1 : random.Next(2, 6);
        for (; changes > 0; changes--)
            file = Change(format, file, random);
        if (format.Repair is not null && random.Chance(0.7))
            file = format.Repair(file);
        return file;
    }

    private static bool TryFile(FuzzedFormat format, int round, Func<byte[], long> maxAllocation, Action<byte[]> read)
    {
        var file = Mutate(format, round);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = "";
        try
        {
            read(file);
        }
        catch (InvalidDataException e)
        {
            refusal = e.Message;
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= maxAllocation(file), $"{allocated} bytes were allocated for a file of {file.Length}, {maxAllocation(file)} are allowed");
        Assert.True(refusal.AsSpan().IndexOfAny('\r', '\n') < 0, $"the message has several lines: {refusal}");
        return refusal.Length == 0;
    }

    private static byte[] Change(FuzzedFormat format, byte[] file, SeededRandom random)
    {
        if (file.Length == 0)
            return format.Files[random.Next(format.Files.Count)];
        var boundaries = format.Boundaries(file);
        switch (random.Next(10))
        {
            case 0:
                return With(file, copy => copy[Place(random, file, boundaries)] ^= (byte)(1 << random.Next(8)));
            case 1:
                return With(file, copy => copy[Place(random, file, boundaries)] = (byte)random.Next(256));
            case 2:
                return With(file, copy => copy[Place(random, file, boundaries)] = s_edges[random.Next(s_edges.Length)]);
            case 3:
                return With(file, copy => WriteNumber(copy, Place(random, file, boundaries), random));
            case 4:
                return file[..random.Next(file.Length)];
            case 5:
                var (cutFrom, cutTo) = Part(random, file, boundaries);
                return [.. file[..cutFrom], .. file[cutTo..]];
            case 6:
                var (from, to) = Part(random, file, boundaries);
                var repeats = random.Chance(0.9) ? 1 : random.Next(2, 9);
                return [.. file[..to], .. Enumerable.Repeat(file[from..to], repeats).SelectMany(part => part), .. file[to..]];
            case 7:
                var at = random.Next(file.Length + 1);
                return [.. file[..at], .. Enumerable.Range(0, random.Next(1, 20)).Select(_ => (byte)random.Next(256)), .. file[at..]];
            case 8:
                return Swap(random, file, boundaries);
            default:
                var other = format.Files[random.Next(format.Files.Count)];
                return [.. file[..Start(random, file, boundaries)], .. other[Start(random, other, format.Boundaries(other))..]];
        }
    }

    // Anywhere, or among the first bytes of a part, where lengths and headers are.
    private static int Place(SeededRandom random, byte[] file, IReadOnlyList<int> boundaries) =>
        boundaries.Count == 0 || random.Chance(0.3)
            ? random.Next(file.Length)
            : Math.Min(boundaries[random.Next(boundaries.Count)] + random.Next(24), file.Length - 1);

    private static int Start(SeededRandom random, byte[] file, IReadOnlyList<int> boundaries) =>
        boundaries.Count == 0 || random.Chance(0.3) ? random.Next(file.Length) : boundaries[random.Next(boundaries.Count)];

    // A whole part, or any range.
    private static (int From, int To) Part(SeededRandom random, byte[] file, IReadOnlyList<int> boundaries)
    {
        if (boundaries.Count == 0 || random.Chance(0.3))
        {
            var from = random.Next(file.Length);
            return (from, Math.Min(file.Length, from + random.Next(1, 64)));
        }

        var part = random.Next(boundaries.Count);
        return (boundaries[part], part + 1 < boundaries.Count ? boundaries[part + 1] : file.Length);
    }

    private static byte[] Swap(SeededRandom random, byte[] file, IReadOnlyList<int> boundaries)
    {
        var (first, second) = (Part(random, file, boundaries), Part(random, file, boundaries));
        if (first.From > second.From)
            (first, second) = (second, first);
        return first.To > second.From
            ? file
            : [.. file[..first.From], .. file[second.From..second.To], .. file[first.To..second.From], .. file[first.From..first.To], .. file[second.To..]];
    }

    // A number of 2, 4 or 8 bytes in either order: a curious one, or the one there, a little or much changed.
    private static void WriteNumber(byte[] file, int at, SeededRandom random)
    {
        var length = Math.Min(2 << random.Next(3), file.Length - at);
        var little = random.Chance(0.5);
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        bytes.Clear();
        file.AsSpan(at, length).CopyTo(little ? bytes : bytes[(sizeof(long) - length)..]);
        var old = little ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : BinaryPrimitives.ReadInt64BigEndian(bytes);
        var value = random.Next(4) switch
        {
            0 => old + random.Next(-4, 5),
            1 => old * 2,
            _ => s_numbers[random.Next(s_numbers.Length)],
        };
        if (little)
            BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        else
            BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        (little ? bytes[..length] : bytes[(sizeof(long) - length)..]).CopyTo(file.AsSpan(at));
    }

    private static byte[] With(byte[] file, Action<byte[]> change)
    {
        var copy = (byte[])file.Clone();
        change(copy);
        return copy;
    }
}
