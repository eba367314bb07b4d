using System.Globalization;
using System.Text;
using System.Text.Json;
using ZkStyle.Quantize.Files;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Layers;

namespace ZkStyle.Quantize.Model;

/// <summary>Reads and writes <c>.zkm</c> files, as docs/model-format.md describes them.</summary>
internal static class StyleModelFile
{
    private const string FormatKey = "format";
    private const string Format = "zkstyle-model/2";
    private const string GraphKey = "graph";
    private const string EncoderPrefix = "encoder/";
    private const string FloatDecoderPrefix = "floatDecoder/";
    private const string PaletteTensor = "palette";
    private const int MaxDataBytes = 256 << 20;

    /// <summary>The most layers of a decoder.</summary>
    public const int MaxLayers = 64;

    /// <summary>The most operations of a float network.</summary>
    public const int MaxNodes = 256;

    /// <summary>Writes a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Where to write.</param>
    public static void Write(StyleModel model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var tensors = new Dictionary<string, SafetensorsTensor>(StringComparer.Ordinal);
        using var graph = new MemoryStream();
        using (var json = new Utf8JsonWriter(graph))
        {
            json.WriteStartObject();
            json.WriteString("head", Name(model.Head));
            WriteShape(json, "latent", model.Decoder.Latent);
            WriteShape(json, "image", model.Decoder.Image);
            json.WriteNumber("pixelScale", model.PixelScale);
            if (model.Palette is not null)
                tensors.Add(PaletteTensor, SafetensorsTensor.Of([.. model.Palette.SelectMany(c => new[] { c.Red, c.Green, c.Blue })], model.Palette.Count, RgbImage.Channels));
            json.WriteStartArray("decoder");
            foreach (var layer in model.Decoder.Layers)
                WriteLayer(json, tensors, layer);
            json.WriteEndArray();
            if (model.Encoder is not null)
                WriteNetwork(json, tensors, "encoder", EncoderPrefix, model.Encoder);
            if (model.FloatDecoder is not null)
                WriteNetwork(json, tensors, "floatDecoder", FloatDecoderPrefix, model.FloatDecoder);
            WriteProvenance(json, model.Provenance);
            json.WriteEndObject();
        }

        var metadata = new Dictionary<string, string> { [FormatKey] = Format, [GraphKey] = Encoding.UTF8.GetString(graph.ToArray()) };
        new SafetensorsFile(metadata, tensors).Write(stream);
    }

    /// <summary>Reads a model from a file nobody vouches for.</summary>
    /// <param name="stream">The file, read to its end.</param>
    /// <returns>The model.</returns>
    /// <exception cref="InvalidDataException">The file is not a model; the message is one line.</exception>
    public static StyleModel Read(Stream stream)
    {
        var file = SafetensorsFile.Read(stream, MaxDataBytes);
        if (!file.Metadata.TryGetValue(FormatKey, out var format) || format != Format)
            throw new InvalidDataException($"This is not a model file: its metadata does not say \"{FormatKey}\": \"{Format}\".");
        if (!file.Metadata.TryGetValue(GraphKey, out var graph))
            throw new InvalidDataException("The model file has no graph in its metadata.");
        return JsonField.Parse(graph, "graph", root => ReadGraph(root, file));
    }

    private static StyleModel ReadGraph(JsonField root, SafetensorsFile file)
    {
        var head = Choice<DecoderHead>(root["head"]);
        var used = new HashSet<string>(StringComparer.Ordinal);
        var layers = root["decoder"].Items(MaxLayers).Select(item => ReadLayer(item, file, used)).ToArray();
        var latent = ReadShape(root["latent"]);
        CheckWork(latent, layers);
        var decoder = new QuantizedDecoder(latent, layers);
        if (head != decoder.Head)
            throw new InvalidDataException($"{root["head"].Path} is {Name(head)}, the decoder ends in another one.");
        if (ReadShape(root["image"]) != decoder.Image)
            throw new InvalidDataException($"{root["image"].Path} is not {decoder.Image}, the shape the decoder produces.");
        var encoder = root.TryGet("encoder", out var field) ? ReadNetwork(field, EncoderPrefix, file, used) : null;
        var floatDecoder = root.TryGet("floatDecoder", out field) ? ReadNetwork(field, FloatDecoderPrefix, file, used) : null;
        var palette = head == DecoderHead.Palette ? ReadPalette(file, used, decoder.Shapes[^1].Channels) : null;
        foreach (var name in file.Tensors.Keys)
        {
            if (!used.Contains(name))
                throw new InvalidDataException("The model file holds a tensor that its graph does not name.");
        }

        return new StyleModel(
            decoder, encoder, floatDecoder, ReadProvenance(root["provenance"]), palette, root["pixelScale"].Integer(1, StyleModel.MaxPixelScale));
    }

    private static void WriteLayer(Utf8JsonWriter json, Dictionary<string, SafetensorsTensor> tensors, QuantizedLayer layer)
    {
        CheckName(layer.Name);
        if (!tensors.TryAdd($"{layer.Name}.offset", SafetensorsTensor.Of(layer.Offsets, layer.OutputChannels)))
            throw new ArgumentException($"Two decoder layers are called {layer.Name}.", nameof(layer));
        json.WriteStartObject();
        json.WriteString("name", layer.Name);
        json.WriteNumber("outputChannels", layer.OutputChannels);
        json.WriteString("activation", Name(layer.Activation));
        json.WriteStartArray("inputs");
        for (var e = 0; e < layer.Inputs.Count; e++)
        {
            var input = layer.Inputs[e];
            json.WriteStartObject();
            json.WriteNumber("source", input.Source);
            json.WriteNumber("inputChannels", input.InputChannels);
            json.WriteNumber("kernel", input.Kernel);
            json.WriteBoolean("upsample", input.Upsample);
            json.WriteEndObject();
            tensors.Add($"{layer.Name}.{e}.weight", SafetensorsTensor.Of(input.Weights, input.OutputChannels, input.InputChannels, input.Kernel, input.Kernel));
            tensors.Add($"{layer.Name}.{e}.multiplier", SafetensorsTensor.Of(input.Multipliers, input.OutputChannels));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    // A file must not be written that cannot be read.
    private static void CheckName(string name)
    {
        if (!JsonField.IsName(name))
            throw new ArgumentException($"The name \"{name}\" cannot be written: names have 1 to 64 letters, digits, dots, hyphens or underscores.", nameof(name));
    }

    private static QuantizedLayer ReadLayer(JsonField item, SafetensorsFile file, HashSet<string> used)
    {
        var name = item["name"].Name();
        var outputChannels = item["outputChannels"].Integer(1, NetworkGraph.MaxSide);
        var offsets = Use(file, used, $"{name}.offset", $"Two layers are called {name}.").ToInt64s($"{name}.offset", outputChannels);
        var inputs = item["inputs"].Items(QuantizedLayer.MaxInputs)
            .Select((input, e) => ReadInput(input, $"{name}.{e}", outputChannels, file, used)).ToArray();
        return new QuantizedLayer(name, outputChannels, Choice<Activation>(item["activation"]), offsets, inputs);
    }

    private static QuantizedInput ReadInput(JsonField item, string name, int outputChannels, SafetensorsFile file, HashSet<string> used)
    {
        var inputChannels = item["inputChannels"].Integer(1, NetworkGraph.MaxSide);
        var kernel = item["kernel"].Integer(1, 3);
        return new QuantizedInput(
            item["source"].Integer(0, MaxLayers), inputChannels, outputChannels, kernel, item["upsample"].Boolean(),
            Use(file, used, $"{name}.weight").ToSBytes($"{name}.weight", outputChannels, inputChannels, kernel, kernel),
            Use(file, used, $"{name}.multiplier").ToInt32s($"{name}.multiplier", outputChannels));
    }

    private static RgbColour[] ReadPalette(SafetensorsFile file, HashSet<string> used, int classes)
    {
        var bytes = Use(file, used, PaletteTensor).ToBytes(PaletteTensor, classes, RgbImage.Channels);
        return [.. bytes.Chunk(RgbImage.Channels).Select(colour => new RgbColour(colour[0], colour[1], colour[2]))];
    }

    // A few bytes of header can ask for a lot of upsampling: bound what a decode may cost before shapes are multiplied out.
    private static void CheckWork(TensorShape latent, QuantizedLayer[] layers)
    {
        var sides = new List<(long Height, long Width)> { (latent.Height, latent.Width) };
        long work = 0, elements = latent.Length;
        foreach (var layer in layers)
        {
            var (height, width) = (0L, 0L);
            foreach (var input in layer.Inputs.Where(input => input.Source < sides.Count))
            {
                var factor = input.Upsample ? 2 : 1;
                (height, width) = (Math.Max(height, sides[input.Source].Height * factor), Math.Max(width, sides[input.Source].Width * factor));
                work += input.Weights.Length * height * width;
            }

            if (height > NetworkGraph.MaxSide || width > NetworkGraph.MaxSide || layer.OutputChannels * height * width > NetworkGraph.MaxElements)
                throw new InvalidDataException($"Decoder layer {layer.Name}: a tensor of {layer.OutputChannels}x{height}x{width} is larger than {NetworkGraph.MaxElements} elements.");
            if (work > NetworkGraph.MaxMultiplyAccumulates)
                throw new InvalidDataException($"The decoder takes more than {NetworkGraph.MaxMultiplyAccumulates} multiply-accumulates.");
            elements += layer.OutputChannels * height * width;
            if (elements > NetworkGraph.MaxTotalElements)
                throw new InvalidDataException($"The decoder's tensors have more than {NetworkGraph.MaxTotalElements} elements.");
            sides.Add((height, width));
        }
    }

    private static void WriteNetwork(
        Utf8JsonWriter json, Dictionary<string, SafetensorsTensor> tensors, string property, string prefix, FloatNetwork network)
    {
        json.WriteStartObject(property);
        WriteShape(json, "input", network.Graph.Input);
        json.WriteStartArray("nodes");
        foreach (var node in network.Graph.Nodes)
        {
            CheckName(node.Name);
            json.WriteStartObject();
            json.WriteString("name", node.Name);
            json.WriteString("operation", Name(node.Operation));
            json.WriteStartArray("inputs");
            foreach (var input in node.Inputs)
                json.WriteStringValue(input);
            json.WriteEndArray();
            switch (node.Operation)
            {
                case GraphOperation.Convolution:
                    json.WriteNumber("outputChannels", node.OutputChannels);
                    json.WriteNumber("kernel", node.Kernel);
                    json.WriteNumber("stride", node.Stride);
                    AddNumbers(tensors, prefix + node.Name, network.Weights[node.Name], [node.OutputChannels, network.Graph.InputChannels(node), node.Kernel, node.Kernel]);
                    break;
                case GraphOperation.Upsample or GraphOperation.Unshuffle or GraphOperation.AveragePool:
                    json.WriteNumber("factor", node.Factor);
                    break;
                case GraphOperation.Relu when float.IsFinite(node.Ceiling):
                    json.WriteNumber("ceiling", node.Ceiling);
                    break;
                case GraphOperation.Affine:
                    json.WriteNumber("scale", node.Scale);
                    json.WriteNumber("offset", node.Offset);
                    break;
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static FloatNetwork ReadNetwork(JsonField field, string prefix, SafetensorsFile file, HashSet<string> used)
    {
        var graph = new NetworkGraph(ReadShape(field["input"]), [.. field["nodes"].Items(MaxNodes).Select(ReadNode)]);
        var weights = new Dictionary<string, ConvolutionWeights>(StringComparer.Ordinal);
        foreach (var node in graph.Convolutions)
        {
            weights.Add(node.Name, ReadNumbers(file, used, prefix + node.Name, [node.OutputChannels, graph.InputChannels(node), node.Kernel, node.Kernel]));
        }

        return new FloatNetwork(graph, weights);
    }

    private static void AddNumbers(Dictionary<string, SafetensorsTensor> tensors, string name, ConvolutionWeights numbers, long[] shape)
    {
        tensors.Add($"{name}.weight", numbers.Steps is null ? SafetensorsTensor.Of(numbers.Weights, shape) : SafetensorsTensor.Of(numbers.Steps, shape));
        if (numbers.Scales is not null)
            tensors.Add($"{name}.scale", SafetensorsTensor.Of(numbers.Scales, shape[0]));
        tensors.Add($"{name}.bias", SafetensorsTensor.Of(numbers.Bias, shape[0]));
    }

    // Weights with a scale are bytes, others floats.
    private static ConvolutionWeights ReadNumbers(SafetensorsFile file, HashSet<string> used, string name, long[] shape)
    {
        var bias = Use(file, used, $"{name}.bias").ToSingles($"{name}.bias", shape[0]);
        var weights = Use(file, used, $"{name}.weight");
        return file.Tensors.ContainsKey($"{name}.scale")
            ? ConvolutionWeights.FromSteps(weights.ToSBytes($"{name}.weight", shape), Use(file, used, $"{name}.scale").ToSingles($"{name}.scale", shape[0]), bias)
            : new ConvolutionWeights(weights.ToSingles($"{name}.weight", shape), bias);
    }

    private static GraphNode ReadNode(JsonField item)
    {
        var node = new GraphNode(item["name"].Name(), Choice<GraphOperation>(item["operation"]), [.. item["inputs"].Items(2).Select(input => input.Name())]);
        return node.Operation switch
        {
            GraphOperation.Convolution => node with
            {
                OutputChannels = item["outputChannels"].Integer(1, NetworkGraph.MaxSide),
                Kernel = item["kernel"].Integer(1, 31),
                Stride = item["stride"].Integer(1, 32),
            },
            GraphOperation.Upsample or GraphOperation.Unshuffle or GraphOperation.AveragePool => node with { Factor = item["factor"].Integer(1, 64) },
            GraphOperation.Relu when item.TryGet("ceiling", out var ceiling) => node with { Ceiling = ceiling.Single() },
            GraphOperation.Affine => node with { Scale = item["scale"].Single(), Offset = item["offset"].Single() },
            _ => node,
        };
    }

    private static void WriteProvenance(Utf8JsonWriter json, ModelProvenance provenance)
    {
        json.WriteStartObject("provenance");
        json.WriteString("architecture", provenance.Architecture);
        // As text: JSON numbers of other languages lose 64-bit integers.
        json.WriteString("seed", provenance.Seed.ToString(CultureInfo.InvariantCulture));
        json.WriteNumber("steps", provenance.Steps);
        json.WriteNumber("plannedSteps", provenance.PlannedSteps);
        json.WriteNumber("batchSize", provenance.BatchSize);
        json.WriteNumber("learningRate", provenance.LearningRate);
        json.WriteString("dataset", provenance.Dataset);
        json.WriteString("datasetDigest", provenance.DatasetDigest);
        json.WriteEndObject();
    }

    private static ModelProvenance ReadProvenance(JsonField field)
    {
        if (!ulong.TryParse(field["seed"].Text(), NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
            throw new InvalidDataException($"{field["seed"].Path} is not a decimal 64-bit integer.");
        return new ModelProvenance(
            field["architecture"].Text(), seed, field["steps"].Integer(0, int.MaxValue), field["plannedSteps"].Integer(0, int.MaxValue),
            field["batchSize"].Integer(0, int.MaxValue), field["learningRate"].Single(), field["dataset"].Text(), field["datasetDigest"].Text());
    }

    private static void WriteShape(Utf8JsonWriter json, string name, TensorShape shape)
    {
        json.WriteStartArray(name);
        json.WriteNumberValue(shape.Channels);
        json.WriteNumberValue(shape.Height);
        json.WriteNumberValue(shape.Width);
        json.WriteEndArray();
    }

    private static TensorShape ReadShape(JsonField field)
    {
        var sides = field.Items(3);
        if (sides.Length != 3)
            throw new InvalidDataException($"{field.Path} is not [channels, height, width].");
        var shape = new TensorShape(
            sides[0].Integer(1, NetworkGraph.MaxSide), sides[1].Integer(1, NetworkGraph.MaxSide), sides[2].Integer(1, NetworkGraph.MaxSide));
        if ((long)shape.Channels * shape.Height * shape.Width > NetworkGraph.MaxElements)
            throw new InvalidDataException($"{field.Path}: a tensor of {shape} is larger than {NetworkGraph.MaxElements} elements.");
        return shape;
    }

    private static SafetensorsTensor Use(SafetensorsFile file, HashSet<string> used, string name, string? taken = null) =>
        used.Add(name) ? file.Tensor(name) : throw new InvalidDataException(taken ?? $"Two layers use the tensor {name}.");

    // The file's word for a value: its name, beginning in lower case.
    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static T Choice<T>(JsonField field)
        where T : struct, Enum
    {
        var text = field.Text();
        foreach (var value in Enum.GetValues<T>())
        {
            if (Name(value) == text)
                return value;
        }

        throw new InvalidDataException($"{field.Path} is none of {string.Join(", ", Enum.GetValues<T>().Select(Name))}.");
    }
}
