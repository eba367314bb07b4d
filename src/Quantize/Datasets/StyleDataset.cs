using System.Security.Cryptography;
using ZkStyle.Quantize.Files;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Randomness;

namespace ZkStyle.Quantize.Datasets;

/// <summary>
/// A collection to learn a style from: it draws training pairs (a picture, and the same picture in the style) and,
/// from members never used for those, pictures to evaluate with. Everything drawn depends on seeds alone.
/// </summary>
public abstract class StyleDataset
{
    /// <summary>Side of all pictures that models see and make.</summary>
    public const int ImageSide = 64;

    /// <summary>One member in this many is held out from training.</summary>
    public const int HeldOutPeriod = 8;

    private readonly Lazy<string> _digest;

    private protected StyleDataset(string name)
    {
        Name = name;
        _digest = new Lazy<string>(ComputeDigest);
    }

    /// <summary>The collection's name.</summary>
    public string Name { get; }

    /// <summary>SHA-256 of the data set's file, in hexadecimal.</summary>
    public string Digest => _digest.Value;

    /// <summary>One line on what the data set holds.</summary>
    public abstract string Summary { get; }

    /// <summary>Reads a <c>.zkd</c> file nobody vouches for.</summary>
    /// <param name="stream">The file, read to its end.</param>
    /// <returns>The data set.</returns>
    /// <exception cref="InvalidDataException">The file is not a data set; the message is one line.</exception>
    public static StyleDataset Read(Stream stream) => DatasetFile.Read(stream);

    /// <summary>Reads a <c>.zkd</c> file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The data set.</returns>
    /// <exception cref="InvalidDataException">The file is not a data set; the message is one line.</exception>
    public static StyleDataset ReadFile(string path)
    {
        using var stream = File.OpenRead(path);
        return Read(stream);
    }

    /// <summary>Writes the data set as a <c>.zkd</c> file; equal data sets give equal bytes.</summary>
    /// <param name="stream">Where to write.</param>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        DatasetFile.Write(this, stream);
    }

    /// <summary>Writes the data set to a file, under a temporary name until it is complete.</summary>
    /// <param name="path">The file.</param>
    public void WriteFile(string path) => AtomicFile.Write(path, Write);

    /// <summary>Draws members that training never sees.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="seed">Same seed, same pictures.</param>
    /// <returns>Pictures of 64x64 pixels.</returns>
    public IReadOnlyList<RgbImage> DrawHeldOut(int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var images = new RgbImage[count];
        for (var i = 0; i < count; i++)
            images[i] = DrawMember(new SeededRandom(seed, (ulong)i), i, heldOut: true);
        return images;
    }

    /// <summary>Draws members that training may see.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="seed">Same seed, same pictures.</param>
    /// <returns>Pictures of 64x64 pixels.</returns>
    public IReadOnlyList<RgbImage> DrawTraining(int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var images = new RgbImage[count];
        for (var i = 0; i < count; i++)
            images[i] = DrawMember(new SeededRandom(seed, (ulong)i), i, heldOut: false);
        return images;
    }

    /// <summary>Draws one training pair. Safe to call from several threads.</summary>
    /// <param name="random">The pair's random numbers.</param>
    /// <param name="options">How far inputs differ from targets.</param>
    /// <param name="input">Receives the picture, CHW in [0, 1]: 3 * 64 * 64 floats.</param>
    /// <param name="target">Receives the picture in the style, likewise.</param>
    internal abstract void DrawPair(SeededRandom random, PairOptions options, Span<float> input, Span<float> target);

    /// <summary>Draws one member of the collection.</summary>
    /// <param name="random">Its random numbers.</param>
    /// <param name="index">Its number in a series, for collections that are gone through in order.</param>
    /// <param name="heldOut">Whether it comes from the held-out part.</param>
    /// <returns>A picture of 64x64 pixels.</returns>
    private protected abstract RgbImage DrawMember(SeededRandom random, int index, bool heldOut);

    private string ComputeDigest()
    {
        using var stream = new MemoryStream();
        Write(stream);
        return Convert.ToHexStringLower(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
    }
}
