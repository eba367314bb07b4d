using System.Text;
using System.Text.Json;
using ZkStyle.Quantize.Datasets;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Randomness;

namespace ZkStyle.Quantize.Tests.Datasets;

public class NounsDatasetTests
{
    private const int Floats = 3 * 64 * 64;

    // A pair's first random number decides what it shows: a member below the first, a remix of parts below the second, else no Noun.
    private const double Members = 0.5;
    private const double MembersAndRemixes = 0.72;

    [Fact]
    public void Parts_are_decoded_as_the_format_says()
    {
        // A second decoder: expand all runs into one line of pixels, then lay it into the box.
        using var json = JsonDocument.Parse(File.ReadAllText(TestData.NounsPath()));
        var nouns = TestData.Nouns;
        for (var kind = 0; kind < 4; kind++)
        {
            var items = json.RootElement.GetProperty("images").GetProperty(NounsDataset.Kinds[kind]).EnumerateArray().ToArray();
            Assert.Equal(items.Length, nouns.Parts[kind].Length);
            for (var i = 0; i < items.Length; i++)
            {
                var bytes = Convert.FromHexString(items[i].GetProperty("data").GetString()![2..]);
                var pixels = bytes.Skip(5).Chunk(2).SelectMany(pair => Enumerable.Repeat(pair[1], pair[0])).ToArray();
                var width = bytes[2] - bytes[4];
                var expected = new byte[1024];
                for (var p = 0; p < pixels.Length; p++)
                    expected[((bytes[1] + (p / width)) * 32) + bytes[4] + (p % width)] = pixels[p];
                Assert.Equal(expected, nouns.Parts[kind][i].Indices);
                Assert.Equal(i % 8 == 5, nouns.Parts[kind][i].IsHeldOut);
            }
        }

        Assert.Equal([0xd5, 0xd7, 0xe1], nouns.Backgrounds[0]);
        Assert.Equal(239, nouns.Palette.Length);
    }

    [Fact]
    public void Held_out_members_are_made_of_held_out_parts_only()
    {
        // Paint every combination's top layer: the glasses are drawn last, so they are wholly visible.
        var nouns = TestData.Nouns;
        foreach (var (heldOut, images) in new[] { (true, nouns.DrawHeldOut(40, 1)), (false, nouns.DrawTraining(40, 1)) })
        {
            foreach (var image in images)
            {
                Assert.Equal((64, 64), (image.Width, image.Height));
                Assert.Contains(nouns.Parts[3].Where(part => part.IsHeldOut == heldOut), part => Enumerable.Range(0, 1024).All(i =>
                    part.Indices[i] == 0 || nouns.Palette[part.Indices[i]].AsSpan().SequenceEqual(image.Pixels.AsSpan(((i / 32 * 2 * 64) + (i % 32 * 2)) * 3, 3))));
            }
        }
    }

    [Fact]
    public void Members_repeat_by_seed_and_are_drawn_at_twice_the_size()
    {
        var image = TestData.Nouns.DrawHeldOut(3, 7)[2];
        Assert.Equal(image.Pixels, TestData.Nouns.DrawHeldOut(5, 7)[2].Pixels);
        Assert.NotEqual(image.Pixels, TestData.Nouns.DrawHeldOut(3, 8)[2].Pixels);
        Assert.Equal(image.Pixels, ImageResizer.Box(ImageResizer.Box(image, 32, 32), 64, 64).Pixels);
    }

    [Fact]
    public void Pairs_repeat_by_stream_and_stay_in_range()
    {
        var options = new PairOptions(1, 0.2, 0.5);
        for (ulong stream = 0; stream < 60; stream++)
        {
            var (input, target) = (new float[Floats], new float[Floats]);
            var (again, targetAgain) = (new float[Floats], new float[Floats]);
            TestData.Nouns.DrawPair(new SeededRandom(4, stream), options, input, target);
            TestData.Nouns.DrawPair(new SeededRandom(4, stream), options, again, targetAgain);
            Assert.Equal(input, again);
            Assert.Equal(target, targetAgain);
            Assert.All(input, value => Assert.InRange(value, 0f, 1f));
            Assert.All(target, value => Assert.InRange(value, 0f, 1f));
        }
    }

    [Fact]
    public void Clean_pairs_on_their_own_background_are_equal_and_others_differ()
    {
        int whole = 0, bare = 0, remixes = 0, shapes = 0;
        for (ulong stream = 0; stream < 80; stream++)
        {
            var (input, target) = (new float[Floats], new float[Floats]);
            TestData.Nouns.DrawPair(new SeededRandom(9, stream), new PairOptions(1, 1, 0), input, target);
            switch (new SeededRandom(9, stream).NextDouble())
            {
                case < Members when input.AsSpan().SequenceEqual(target):
                    whole++;
                    break;
                case < Members:
                    Assert.True(LacksGlassesOnly(input, target), $"stream {stream} differs by more than its glasses");
                    bare++;
                    break;
                case < MembersAndRemixes:
                    Assert.Equal(target, input);
                    remixes++;
                    break;
                default:
                    // What is no member keeps its surface in the input even when clean.
                    Assert.NotEqual(target, input);
                    shapes++;
                    break;
            }

            TestData.Nouns.DrawPair(new SeededRandom(9, stream), new PairOptions(1, 0, 1), input, target);
            Assert.NotEqual(input, target);
        }

        Assert.All([whole, bare, remixes, shapes], count => Assert.NotEqual(0, count));
        Assert.True(bare < whole, $"{bare} bare faces, {whole} whole members");
    }

    [Fact]
    public void Targets_stand_on_the_collections_own_backgrounds_whatever_the_input_has()
    {
        var nouns = TestData.Nouns;
        var without = 0;
        for (ulong stream = 0; stream < 40; stream++)
        {
            var (input, target) = (new float[Floats], new float[Floats]);
            nouns.DrawPair(new SeededRandom(3, stream), new PairOptions(0.5, 0.5, 1), input, target);
            var own = 0;
            for (var i = 0; i < 4096; i++)
                own += nouns.Backgrounds.Any(b => Enumerable.Range(0, 3).All(c => target[(c * 4096) + i] == b[c] / 255f)) ? 1 : 0;

            // Only whole scenes fill the picture, and they show no Nouns.
            if (new SeededRandom(3, stream).NextDouble() < MembersAndRemixes)
                Assert.NotEqual(0, own);
            without += own == 0 ? 1 : 0;
        }

        // Whole scenes are one in ten.
        Assert.InRange(without, 0, 9);
    }

    [Theory]
    [InlineData("{}", "palette")]
    [InlineData("{\"palette\":[\"\",\"zz0000\"],\"bgcolors\":[],\"images\":{}}", "palette[1]")]
    [InlineData("[1]", "object")]
    [InlineData("{", "malformed")]
    public void Malformed_part_files_are_refused_by_name(string json, string named)
    {
        var error = Assert.Throws<InvalidDataException>(() => NounsDataset.FromAssets(new MemoryStream(Encoding.UTF8.GetBytes(json))));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0x", "five")]
    [InlineData("12", "0x")]
    [InlineData("0x0g", "hexadecimal")]
    [InlineData("0x0000210000ff01", "columns")]
    [InlineData("0x00001f05050001", "")]
    [InlineData("0x001f2000000101", "")]
    [InlineData("0x001f2000002101", "line 32")]
    [InlineData("0x00002000000109", "colour 9")]
    public void Malformed_parts_are_refused_by_name(string data, string named)
    {
        var part = $"[{string.Join(",", Enumerable.Repeat($"{{\"data\":\"{data}\"}}", 6))}]";
        var json = $"{{\"palette\":[\"\",\"112233\"],\"bgcolors\":[\"000000\"],\"images\":{{\"bodies\":{part},\"accessories\":{part},\"heads\":{part},\"glasses\":{part}}}}}";
        void Read() => NounsDataset.FromAssets(new MemoryStream(Encoding.UTF8.GetBytes(json)));
        if (named.Length == 0)
        {
            Read();
            return;
        }

        var error = Assert.Throws<InvalidDataException>(Read);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.Contains("bodies[0].data", error.Message, StringComparison.Ordinal);
    }

    // Whether the target is the input with one pair of training glasses on top: mirrored or not, moved anywhere.
    private static bool LacksGlassesOnly(float[] input, float[] target)
    {
        const int Side = 32;
        var palette = TestData.Nouns.Palette;

        // Where both differ comes first, so that most places are ruled out at once.
        var pixels = Enumerable.Range(0, 4096).OrderBy(i => Enumerable.Range(0, 3).All(c => input[(c * 4096) + i] == target[(c * 4096) + i])).ToArray();
        foreach (var part in TestData.Nouns.Parts[3].Where(part => !part.IsHeldOut))
        {
            for (var dy = -Side; dy < Side; dy++)
            {
                for (var dx = -Side; dx < Side; dx++)
                {
                    if (IsExplained(part.Indices, dx, dy, mirrored: false) || IsExplained(part.Indices, dx, dy, mirrored: true))
                        return true;
                }
            }
        }

        return false;

        bool IsExplained(byte[] indices, int dx, int dy, bool mirrored)
        {
            foreach (var i in pixels)
            {
                var (x, y) = ((i % 64 / 2) - dx, (i / 64 / 2) - dy);
                var index = x is >= 0 and < Side && y is >= 0 and < Side ? indices[(y * Side) + (mirrored ? Side - 1 - x : x)] : 0;
                for (var at = i; at < input.Length; at += 4096)
                {
                    if (target[at] != (index == 0 ? input[at] : palette[index][at / 4096] / 255f))
                        return false;
                }
            }

            return true;
        }
    }
}
