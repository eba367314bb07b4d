using System.Text;
using System.Text.Json;
using ZkStyle.Quantize.Files;
using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Datasets;

/// <summary>Reads and writes <c>.zkd</c> files: a safetensors container of 8-bit images, as docs/training.md describes it.</summary>
internal static class DatasetFile
{
    private const string FormatKey = "format";
    private const string Format = "zkstyle-dataset/1";
    private const string DescriptionKey = "description";
    private const string NounsKind = "nouns";
    private const string ImagesKind = "images";
    private const int Side = StyleDataset.ImageSide;

    // Of 64x64 RGB images: more than ImageDataset.MaxImages of them.
    private const int MaxDataBytes = 900 << 20;

    /// <summary>Writes a data set.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="stream">Where to write.</param>
    public static void Write(StyleDataset dataset, Stream stream)
    {
        var tensors = new Dictionary<string, SafetensorsTensor>(StringComparer.Ordinal);
        string kind;
        if (dataset is NounsDataset nouns)
        {
            kind = NounsKind;
            tensors["palette"] = SafetensorsTensor.Of((ReadOnlySpan<byte>)nouns.Palette.SelectMany(c => c).ToArray(), nouns.Palette.Length, 3);
            tensors["backgrounds"] = SafetensorsTensor.Of((ReadOnlySpan<byte>)nouns.Backgrounds.SelectMany(c => c).ToArray(), nouns.Backgrounds.Length, 3);
            for (var i = 0; i < nouns.Parts.Length; i++)
            {
                var parts = nouns.Parts[i];
                tensors[$"parts.{NounsDataset.Kinds[i]}"] = SafetensorsTensor.Of(
                    (ReadOnlySpan<byte>)parts.SelectMany(part => part.Indices).ToArray(), parts.Length, NounsDataset.NativeSide, NounsDataset.NativeSide);
                tensors[$"heldOut.{NounsDataset.Kinds[i]}"] = Flags([.. parts.Select(part => part.IsHeldOut)]);
            }
        }
        else
        {
            kind = ImagesKind;
            var images = (ImageDataset)dataset;
            tensors["images"] = SafetensorsTensor.Of(Join(images.Images), images.Images.Count, Side, Side, 3);
            tensors["heldOut"] = Flags(images.IsHeldOut);
        }

        using var description = new MemoryStream();
        using (var json = new Utf8JsonWriter(description))
        {
            json.WriteStartObject();
            json.WriteString("kind", kind);
            json.WriteString("name", dataset.Name);
            json.WriteEndObject();
        }

        var metadata = new Dictionary<string, string> { [FormatKey] = Format, [DescriptionKey] = Encoding.UTF8.GetString(description.ToArray()) };
        new SafetensorsFile(metadata, tensors).Write(stream);
    }

    /// <summary>Reads a data set from a file nobody vouches for.</summary>
    /// <param name="stream">The file, read to its end.</param>
    /// <returns>The data set.</returns>
    /// <exception cref="InvalidDataException">The file is not a data set; the message is one line.</exception>
    public static StyleDataset Read(Stream stream)
    {
        var file = SafetensorsFile.Read(stream, MaxDataBytes);
        if (!file.Metadata.TryGetValue(FormatKey, out var format) || format != Format || !file.Metadata.TryGetValue(DescriptionKey, out var description))
            throw new InvalidDataException($"This is not a data set file: its metadata does not say \"{FormatKey}\": \"{Format}\".");
        return JsonField.Parse<StyleDataset>(description, DescriptionKey, root => root["kind"].Text() switch
        {
            NounsKind => ReadNouns(file),
            ImagesKind => ReadImages(file, root["name"].Text()),
            _ => throw new InvalidDataException($"{root["kind"].Path} is neither {NounsKind} nor {ImagesKind}."),
        });
    }

    private static NounsDataset ReadNouns(SafetensorsFile file)
    {
        var palette = Colours(file, "palette", 256);
        var kinds = new NounsPart[NounsDataset.Kinds.Length][];
        for (var i = 0; i < kinds.Length; i++)
        {
            var name = $"parts.{NounsDataset.Kinds[i]}";
            var count = Count(file, name, 1 << 16);
            var pixels = file.Tensor(name).ToBytes(name, count, NounsDataset.NativeSide, NounsDataset.NativeSide);
            if (pixels.Any(index => index >= palette.Length))
                throw new InvalidDataException($"Tensor {name} names a colour past its palette of {palette.Length}.");
            var heldOut = ReadFlags(file, $"heldOut.{NounsDataset.Kinds[i]}", count);
            kinds[i] = [.. pixels.Chunk(NounsDataset.NativeSide * NounsDataset.NativeSide).Select((part, p) => new NounsPart(part, heldOut[p]))];
        }

        return new NounsDataset(palette, Colours(file, "backgrounds", 256), kinds);
    }

    private static ImageDataset ReadImages(SafetensorsFile file, string name)
    {
        var count = Count(file, "images", ImageDataset.MaxImages);
        var pixels = file.Tensor("images").ToBytes("images", count, Side, Side, 3);
        return new ImageDataset(name, [.. pixels.Chunk(Side * Side * 3).Select(image => new RgbImage(Side, Side, image))], ReadFlags(file, "heldOut", count));
    }

    private static byte[][] Colours(SafetensorsFile file, string name, int most) =>
        [.. file.Tensor(name).ToBytes(name, Count(file, name, most), 3).Chunk(3)];

    private static int Count(SafetensorsFile file, string name, int most)
    {
        var shape = file.Tensor(name).Shape;
        if (shape.Count == 0 || shape[0] < 1 || shape[0] > most)
            throw new InvalidDataException($"Tensor {name} does not hold 1 to {most} items.");
        return (int)shape[0];
    }

    private static ReadOnlySpan<byte> Join(IReadOnlyList<RgbImage> images)
    {
        var pixels = new byte[images.Count * Side * Side * RgbImage.Channels];
        for (var i = 0; i < images.Count; i++)
            images[i].Pixels.CopyTo(pixels, i * images[i].Pixels.Length);
        return pixels;
    }

    private static SafetensorsTensor Flags(IReadOnlyList<bool> flags) =>
        SafetensorsTensor.Of((ReadOnlySpan<byte>)flags.Select(flag => flag ? (byte)1 : (byte)0).ToArray(), flags.Count);

    private static bool[] ReadFlags(SafetensorsFile file, string name, int count) =>
        Array.ConvertAll(file.Tensor(name).ToBytes(name, count), flag => flag switch
        {
            0 => false,
            1 => true,
            _ => throw new InvalidDataException($"Tensor {name} holds {flag}; 0 or 1 expected."),
        });
}
