using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ZkStyle.Quantize.Files;

/// <summary>
/// The safetensors container: eight bytes of little-endian header length, a JSON header naming each tensor's type,
/// shape and byte range, then the data. Ranges must cover the data without gap or overlap, as the format asks.
/// Tensors are written sorted by name, so equal content gives equal bytes.
/// </summary>
internal sealed class SafetensorsFile
{
    // Quotes inside texts take two bytes instead of six; nobody shows these files in a browser.
    private static readonly JsonWriterOptions s_compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The longest header accepted.</summary>
    public const int MaxHeaderBytes = 4 << 20;

    private const string MetadataKey = "__metadata__";
    private const int MaxTensors = 4096;
    private const int MaxSides = 8;
    private const int Alignment = 8;

    /// <summary>Collects a file's content.</summary>
    /// <param name="metadata">Free text by key.</param>
    /// <param name="tensors">Tensors by name.</param>
    public SafetensorsFile(IReadOnlyDictionary<string, string> metadata, IReadOnlyDictionary<string, SafetensorsTensor> tensors)
    {
        Metadata = metadata;
        Tensors = tensors;
    }

    /// <summary>Free text by key.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Tensors by name.</summary>
    public IReadOnlyDictionary<string, SafetensorsTensor> Tensors { get; }

    /// <summary>The tensor of a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The tensor.</returns>
    /// <exception cref="InvalidDataException">The file has no such tensor.</exception>
    public SafetensorsTensor Tensor(string name) =>
        Tensors.TryGetValue(name, out var tensor) ? tensor : throw new InvalidDataException($"The file has no tensor {name}.");

    /// <summary>Writes the file.</summary>
    /// <param name="stream">Where to write.</param>
    public void Write(Stream stream)
    {
        var names = Tensors.Keys.Order(StringComparer.Ordinal).ToArray();
        using var header = new MemoryStream();
        using (var json = new Utf8JsonWriter(header, s_compact))
        {
            json.WriteStartObject();
            json.WriteStartObject(MetadataKey);
            foreach (var (key, value) in Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                json.WriteString(key, value);
            json.WriteEndObject();
            long offset = 0;
            foreach (var name in names)
            {
                var tensor = Tensors[name];
                json.WriteStartObject(name);
                json.WriteString("dtype", tensor.Type.ToString());
                json.WriteStartArray("shape");
                foreach (var side in tensor.Shape)
                    json.WriteNumberValue(side);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += tensor.Data.Length);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        // Spaces after the JSON align the data, as the format allows.
        while (header.Length % Alignment != 0)
            header.WriteByte((byte)' ');
        if (header.Length > MaxHeaderBytes)
            throw new ArgumentException($"The header takes {header.Length} bytes, {MaxHeaderBytes} is the most a reader accepts.", nameof(stream));
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        header.WriteTo(stream);
        foreach (var name in names)
            stream.Write(Tensors[name].Data.Span);
    }

    /// <summary>Reads a file nobody vouches for.</summary>
    /// <param name="stream">Where to read, to the end.</param>
    /// <param name="maxDataBytes">The most bytes of tensor data accepted.</param>
    /// <returns>The content.</returns>
    /// <exception cref="InvalidDataException">The file is malformed; the message is one line.</exception>
    public static SafetensorsFile Read(Stream stream, int maxDataBytes)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(BoundedReading.ReadExactly(stream, 8, "the header's length"));
        if (headerLength is < 2 or > MaxHeaderBytes)
            throw new InvalidDataException($"This is not a safetensors file: its header claims {headerLength} bytes, 2 to {MaxHeaderBytes} expected.");
        var header = BoundedReading.ReadExactly(stream, (int)headerLength, "the header");
        try
        {
            using var json = JsonDocument.Parse(header, new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
            return Parse(json.RootElement, stream, maxDataBytes);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The file's header is not valid JSON (line {e.LineNumber}, byte {e.BytePositionInLine}).", e);
        }
        catch (InvalidOperationException e)
        {
            // What System.Text.Json throws for strings that are not valid UTF-16 or UTF-8.
            throw new InvalidDataException("The file's header holds text that is not valid Unicode.", e);
        }
    }

    private static SafetensorsFile Parse(JsonElement root, Stream stream, int maxDataBytes)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new InvalidDataException("The file's header is not a JSON object.");
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var entries = new List<(string Name, SafetensorsType Type, long[] Shape, long Start, long End)>();
        foreach (var property in root.EnumerateObject())
        {
            if (property.Name == MetadataKey)
            {
                if (property.Value.ValueKind != JsonValueKind.Object)
                    throw new InvalidDataException("The header's __metadata__ is not an object.");
                foreach (var entry in property.Value.EnumerateObject())
                {
                    if (entry.Value.ValueKind != JsonValueKind.String)
                        throw new InvalidDataException($"The header's metadata {Printable(entry.Name)} is not text.");
                    metadata[entry.Name] = entry.Value.GetString()!;
                }
            }
            else
            {
                if (entries.Count == MaxTensors)
                    throw new InvalidDataException($"The file has more than {MaxTensors} tensors.");
                entries.Add(ParseEntry(property.Name, property.Value));
            }
        }

        entries.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.End.CompareTo(b.End));
        long end = 0;
        foreach (var entry in entries)
        {
            if (entry.Start != end)
                throw new InvalidDataException($"Tensor {Printable(entry.Name)} starts at byte {entry.Start} of the data, {end} expected: ranges must not overlap or leave gaps.");
            end = entry.End;
            if (end > maxDataBytes)
                throw new InvalidDataException($"The file claims more than {maxDataBytes} bytes of tensors.");
        }

        var data = BoundedReading.ReadExactly(stream, (int)end, "its tensors");
        if (stream.ReadByte() >= 0)
            throw new InvalidDataException("The file goes on after its last tensor.");
        var tensors = new Dictionary<string, SafetensorsTensor>(StringComparer.Ordinal);
        foreach (var entry in entries)
            tensors[entry.Name] = new SafetensorsTensor(entry.Type, entry.Shape, data.AsMemory((int)entry.Start, (int)(entry.End - entry.Start)));
        return new SafetensorsFile(metadata, tensors);
    }

    private static (string Name, SafetensorsType Type, long[] Shape, long Start, long End) ParseEntry(string name, JsonElement entry)
    {
        var shown = Printable(name);
        if (entry.ValueKind != JsonValueKind.Object
            || !entry.TryGetProperty("dtype", out var type)
            || !entry.TryGetProperty("shape", out var shape)
            || !entry.TryGetProperty("data_offsets", out var offsets))
            throw new InvalidDataException($"Tensor {shown}: dtype, shape and data_offsets expected.");
        if (type.ValueKind != JsonValueKind.String || !Enum.GetNames<SafetensorsType>().Contains(type.GetString()))
            throw new InvalidDataException($"Tensor {shown}: its dtype is none of {string.Join(", ", Enum.GetNames<SafetensorsType>())}.");
        var elementType = Enum.Parse<SafetensorsType>(type.GetString()!);
        var sides = Numbers(shape, MaxSides, shown, "shape");
        var range = Numbers(offsets, 2, shown, "data_offsets");
        if (range.Length != 2 || range[1] < range[0])
            throw new InvalidDataException($"Tensor {shown}: data_offsets must be a start and an end not before it.");
        long bytes = SafetensorsTensor.ElementBytes(elementType);
        foreach (var side in sides)
        {
            // Both factors are below 2^31, so the product cannot overflow before it is checked.
            bytes *= side;
            if (bytes > int.MaxValue)
                throw new InvalidDataException($"Tensor {shown}: its shape has more than {int.MaxValue} bytes.");
        }

        if (bytes != range[1] - range[0])
            throw new InvalidDataException($"Tensor {shown}: its shape takes {bytes} bytes, its data_offsets span {range[1] - range[0]}.");
        return (name, elementType, sides, range[0], range[1]);
    }

    private static long[] Numbers(JsonElement array, int most, string name, string what)
    {
        if (array.ValueKind != JsonValueKind.Array || array.GetArrayLength() > most)
            throw new InvalidDataException($"Tensor {name}: {what} must be an array of at most {most} integers.");
        var numbers = new List<long>();
        foreach (var element in array.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt64(out var number) || number is < 0 or > int.MaxValue)
                throw new InvalidDataException($"Tensor {name}: {what} must hold integers from 0 to {int.MaxValue}.");
            numbers.Add(number);
        }

        return [.. numbers];
    }

    // Names come from the file: keep errors on one short line.
    private static string Printable(string name)
    {
        var shown = string.Concat(name.Take(64).Select(c => char.IsControl(c) ? '?' : c));
        return name.Length > 64 ? shown + "..." : shown;
    }
}
