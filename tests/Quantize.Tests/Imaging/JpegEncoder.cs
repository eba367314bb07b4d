using System.Buffers.Binary;

namespace ZkStyle.Quantize.Tests.Imaging;

/// <summary>
/// Writes JPEG files of random coefficients from the standard's words alone, sharing no code with the library: any
/// sampling factors, sequential or progressive in a random order of scans, restart intervals, Huffman codes of 1 to 14
/// bits. It knows the coefficients, so that tests compute the picture from the formulas.
/// </summary>
internal sealed class JpegEncoder
{
    private readonly Random _random;
    private readonly List<byte> _file = [];

    public JpegEncoder(int width, int height, (int H, int V)[] factors, Random random)
    {
        (Width, Height, _random) = (width, height, random);
        (MaxH, MaxV) = (factors.Max(f => f.H), factors.Max(f => f.V));
        Components = [.. factors.Select((f, i) => new Component(this, f.H, f.V, i))];
    }

    public int Width { get; }

    public int Height { get; }

    public int MaxH { get; }

    public int MaxV { get; }

    public Component[] Components { get; }

    public int[] Steps { get; } = new int[64];

    /// <summary>The file. Steps and coefficients are drawn here.</summary>
    public byte[] Encode(bool progressive, int restartInterval)
    {
        for (var k = 0; k < 64; k++)
            Steps[k] = _random.Next(1, 12);
        _file.AddRange([0xFF, 0xD8]);
        Segment(0xDB, [0, .. Steps.Select(step => (byte)step)]);
        byte[] ids = Components.Length == 3 ? [(byte)'R', (byte)'G', (byte)'B'] : [7];
        Segment((byte)(progressive ? 0xC2 : 0xC0), [8, .. Short(Height), .. Short(Width), (byte)ids.Length, .. Components.SelectMany((c, i) => new[] { ids[i], (byte)((c.H << 4) | c.V), (byte)0 })]);
        Segment(0xDD, Short(restartInterval));
        foreach (var scan in progressive ? ProgressiveScans() : SequentialScans())
            Write(scan, progressive, restartInterval, ids);
        _file.AddRange([0xFF, 0xFF, 0xD9]);
        return [.. _file];
    }

    // The components split into scans at random, in random order; an interleaved scan has 10 blocks at most.
    private List<Scan> SequentialScans() => [.. Groups().Select(group => new Scan(group, 0, 63, 0, 0))];

    private List<Scan> ProgressiveScans()
    {
        var scans = new List<Scan>();
        var low = _random.Next(0, 4);
        scans.AddRange(Groups().Select(group => new Scan(group, 0, 0, 0, low)));
        var queues = new List<Queue<Scan>>();
        for (; low > 0; low--)
        {
            var refinements = Groups().Select(group => new Scan(group, 0, 0, low, low - 1)).ToArray();
            queues.Add(new Queue<Scan>(refinements));
        }

        // DC refinements must come in order: one queue. AC bands of each component are queues of their own.
        var ordered = new Queue<Scan>(queues.SelectMany(queue => queue));
        queues = [ordered];
        for (var c = 0; c < Components.Length; c++)
        {
            for (var first = 1; first < 64;)
            {
                var last = _random.Next(3) == 0 ? 63 : _random.Next(first, 64);
                var bit = _random.Next(0, 4);
                var queue = new Queue<Scan>([new Scan([c], first, last, 0, bit)]);
                for (; bit > 0; bit--)
                    queue.Enqueue(new Scan([c], first, last, bit, bit - 1));
                queues.Add(queue);
                first = last + 1;
            }
        }

        while (queues.RemoveAll(queue => queue.Count == 0) >= 0 && queues.Count > 0)
            scans.Add(queues[_random.Next(queues.Count)].Dequeue());
        return scans;
    }

    private List<int[]> Groups()
    {
        var order = Enumerable.Range(0, Components.Length).OrderBy(_ => _random.Next()).ToArray();
        var groups = new List<int[]>();
        for (var at = 0; at < order.Length;)
        {
            var count = _random.Next(1, order.Length - at + 1);
            while (count > 1 && order[at..(at + count)].Sum(c => Components[c].H * Components[c].V) > 10)
                count--;
            groups.Add(order[at..(at + count)]);
            at += count;
        }

        return groups;
    }

    private void Write(Scan scan, bool progressive, int restartInterval, byte[] ids)
    {
        // First what is to be said, then the codes for it, then the bits.
        var intervals = new List<Tokens>();
        var units = Units(scan).ToArray();
        for (var at = 0; at < units.Length; at += restartInterval == 0 ? units.Length : restartInterval)
        {
            var tokens = new Tokens();
            var writers = scan.Components.ToDictionary(c => c, _ => new BlockWriter(scan, tokens, progressive, _random));
            foreach (var (component, block) in units.Skip(at).Take(restartInterval == 0 ? units.Length : restartInterval).SelectMany(unit => unit))
                writers[component].Write(Components[component].Blocks[block]);
            foreach (var writer in writers.Values)
                writer.Flush();
            intervals.Add(tokens);
        }

        var codes = new Dictionary<int, (int Code, int Length)>[2];
        for (var kind = 0; kind < 2; kind++)
            codes[kind] = DefineCodes(kind, [.. intervals.SelectMany(tokens => tokens.Items).Where(item => item.Kind == kind).Select(item => item.Value).Distinct()]);
        Segment(0xDA, [(byte)scan.Components.Length, .. scan.Components.SelectMany(c => new byte[] { ids[c], 0 }), (byte)scan.First, (byte)scan.Last, (byte)((scan.High << 4) | scan.Low)]);
        for (var i = 0; i < intervals.Count; i++)
        {
            var bits = new List<int>();
            foreach (var (kind, value, length) in intervals[i].Items)
            {
                var (code, codeLength) = kind < 2 ? codes[kind][value] : (value, length);
                for (var bit = codeLength - 1; bit >= 0; bit--)
                    bits.Add((code >> bit) & 1);
            }

            while (bits.Count % 8 != 0)
                bits.Add(1);
            for (var at = 0; at < bits.Count; at += 8)
            {
                var value = (byte)bits.Skip(at).Take(8).Aggregate(0, (sum, bit) => (sum << 1) | bit);
                _file.Add(value);
                if (value == 0xFF)
                    _file.Add(0);
            }

            if (i + 1 < intervals.Count)
                _file.AddRange([0xFF, (byte)(0xD0 + (i % 8))]);
        }
    }

    // Each MCU as (component, block) in the order of A.2.
    private IEnumerable<(int Component, int Block)[]> Units(Scan scan)
    {
        if (scan.Components.Length == 1)
        {
            var only = Components[scan.Components[0]];
            for (var i = 0; i < only.Across * only.Down; i++)
                yield return [(scan.Components[0], (i / only.Across * only.StoredAcross) + (i % only.Across))];
            yield break;
        }

        var across = (Width + (8 * MaxH) - 1) / (8 * MaxH);
        var down = (Height + (8 * MaxV) - 1) / (8 * MaxV);
        for (var unit = 0; unit < across * down; unit++)
        {
            yield return [.. scan.Components.SelectMany(c => Enumerable.Range(0, Components[c].H * Components[c].V).Select(i =>
            {
                var (h, v) = (Components[c].H, Components[c].V);
                return (c, (((unit / across * v) + (i / h)) * Components[c].StoredAcross) + (unit % across * h) + (i % h));
            }))];
        }
    }

    // The first six values get codes of 1 to 6 bits, all others one of 14; random order.
    private Dictionary<int, (int Code, int Length)> DefineCodes(int kind, int[] values)
    {
        if (values.Length == 0)
            return [];
        values = [.. values.OrderBy(_ => _random.Next())];
        var counts = new byte[16];
        var codes = new Dictionary<int, (int, int)>();
        for (var i = 0; i < values.Length; i++)
        {
            var length = i < 6 ? i + 1 : 14;
            counts[length - 1]++;
            codes[values[i]] = (i < 6 ? (1 << length) - 2 : (0b111111 << 8) + i - 6, length);
        }

        Segment(0xC4, [(byte)(kind << 4), .. counts, .. values.Select(value => (byte)value)]);
        return codes;
    }

    private void Segment(byte marker, byte[] data)
    {
        _file.AddRange([0xFF, marker, .. Short(data.Length + 2), .. data]);
    }

    private static byte[] Short(int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        return bytes;
    }

    internal sealed record Scan(int[] Components, int First, int Last, int High, int Low);

    internal sealed class Component
    {
        public Component(JpegEncoder owner, int h, int v, int index)
        {
            (H, V) = (h, v);
            Width = ((owner.Width * h) + owner.MaxH - 1) / owner.MaxH;
            Height = ((owner.Height * v) + owner.MaxV - 1) / owner.MaxV;
            (Across, Down) = ((Width + 7) / 8, (Height + 7) / 8);
            StoredAcross = (owner.Width + (8 * owner.MaxH) - 1) / (8 * owner.MaxH) * h;
            var storedDown = (owner.Height + (8 * owner.MaxV) - 1) / (8 * owner.MaxV) * v;
            var density = 1 << (2 * index);
            Blocks = [.. Enumerable.Range(0, StoredAcross * storedDown).Select(_ =>
            {
                var block = new int[64];
                block[0] = owner._random.Next(-60, 60);
                for (var k = 1; k < 64; k++)
                    block[k] = owner._random.Next(64) < 20 / density ? owner._random.Next(-15, 16) / (1 + (k / 8)) : 0;
                return block;
            })];
        }

        public int H { get; }

        public int V { get; }

        public int Width { get; }

        public int Height { get; }

        public int Across { get; }

        public int Down { get; }

        public int StoredAcross { get; }

        /// <summary>64 coefficients each, in zigzag order.</summary>
        public int[][] Blocks { get; }
    }

    /// <summary>What a scan says: values of the DC table (kind 0) or AC table (kind 1), and plain bits (kind 2).</summary>
    private sealed class Tokens
    {
        public List<(int Kind, int Value, int Length)> Items { get; } = [];

        public void Code(int kind, int value) => Items.Add((kind, value, 0));

        public void Bits(int value, int length)
        {
            if (length > 0)
                Items.Add((2, value & ((1 << length) - 1), length));
        }

        public void Signed(int value, int category) => Bits(value < 0 ? value - 1 : value, category);
    }

    private sealed class BlockWriter(Scan scan, Tokens tokens, bool progressive, Random random)
    {
        private int _prediction;
        private int _run;
        private List<int> _corrections = [];

        public void Write(int[] block)
        {
            if (scan.First == 0 && scan.High > 0)
            {
                tokens.Bits((block[0] >> scan.Low) & 1, 1);
            }
            else
            {
                if (scan.First == 0)
                    WriteDc(block[0] >> scan.Low);
                if (scan.High > 0)
                    Refine(block);
                else if (scan.Last > 0)
                    WriteAc(block);
            }
        }

        // The blocks before, of which this scan has nothing more to say.
        public void Flush()
        {
            if (_run == 0)
                return;
            var category = Category(_run) - 1;
            tokens.Code(1, category << 4);
            tokens.Bits(_run - (1 << category), category);
            foreach (var bit in _corrections)
                tokens.Bits(bit, 1);
            (_run, _corrections) = (0, []);
        }

        private static int Category(int value) => value == 0 ? 0 : 32 - int.LeadingZeroCount(Math.Abs(value));

        private void WriteDc(int value)
        {
            var difference = value - _prediction;
            _prediction = value;
            tokens.Code(0, Category(difference));
            tokens.Signed(difference, Category(difference));
        }

        private void WriteAc(int[] block)
        {
            var zeros = 0;
            for (var k = Math.Max(1, scan.First); k <= scan.Last; k++)
            {
                // The point transform of AC coefficients rounds towards zero.
                var value = block[k] / (1 << scan.Low);
                if (value == 0)
                {
                    zeros++;
                    continue;
                }

                Flush();
                for (; zeros > 15; zeros -= 16)
                    tokens.Code(1, 0xF0);
                tokens.Code(1, (zeros << 4) | Category(value));
                tokens.Signed(value, Category(value));
                zeros = 0;
            }

            if (zeros > 0)
                EndBand([]);
        }

        private void Refine(int[] block)
        {
            var magnitudes = Array.ConvertAll(block, value => Math.Abs(value) >> scan.Low);
            var lastNew = Array.FindLastIndex(magnitudes, scan.Last, scan.Last - scan.First + 1, magnitude => magnitude == 1);
            var zeros = 0;
            var corrections = new List<int>();
            for (var k = scan.First; k <= scan.Last; k++)
            {
                if (magnitudes[k] == 0)
                {
                    zeros++;
                    continue;
                }

                while (zeros > 15 && k <= lastNew)
                {
                    Flush();
                    tokens.Code(1, 0xF0);
                    corrections.ForEach(bit => tokens.Bits(bit, 1));
                    corrections.Clear();
                    zeros -= 16;
                }

                if (magnitudes[k] > 1)
                {
                    corrections.Add(magnitudes[k] & 1);
                    continue;
                }

                Flush();
                tokens.Code(1, (zeros << 4) | 1);
                tokens.Bits(block[k] > 0 ? 1 : 0, 1);
                corrections.ForEach(bit => tokens.Bits(bit, 1));
                corrections.Clear();
                zeros = 0;
            }

            if (zeros > 0 || corrections.Count > 0)
                EndBand(corrections);
        }

        // Runs of ended bands are a progressive file's; it may end them whenever it likes.
        private void EndBand(List<int> corrections)
        {
            _run++;
            _corrections.AddRange(corrections);
            if (!progressive || _run == 0x7FFF || random.Next(6) == 0)
                Flush();
        }
    }
}
