using System.Buffers.Binary;
using ZkStyle.Quantize.Datasets;

namespace ZkStyle.Quantize.Tests.Datasets;

public class DatasetFileTests
{
    [Fact]
    public void Nouns_read_back_equal()
    {
        var copy = Assert.IsType<NounsDataset>(RoundTrip(TestData.Nouns));
        Assert.Equal(TestData.Nouns.Digest, copy.Digest);
        Assert.Equal(TestData.Nouns.Summary, copy.Summary);
        Assert.Equal(TestData.Nouns.DrawHeldOut(5, 3).Select(i => i.Pixels), copy.DrawHeldOut(5, 3).Select(i => i.Pixels));
    }

    [Fact]
    public void Pictures_read_back_equal()
    {
        var dataset = TestData.Discs();
        var copy = Assert.IsType<ImageDataset>(RoundTrip(dataset));
        Assert.Equal(dataset.Digest, copy.Digest);
        Assert.Equal("discs", copy.Name);
        Assert.Equal(dataset.IsHeldOut, copy.IsHeldOut);
        Assert.Equal(dataset.Images.Select(i => i.Pixels), copy.Images.Select(i => i.Pixels));
    }

    [Fact]
    public void Mutated_files_are_refused_or_read_and_never_crash()
    {
        using var stream = new MemoryStream();
        TestData.Discs().Write(stream);
        var original = stream.ToArray();
        var header = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(original);
        var random = new Random(6);
        for (var round = 0; round < 1000; round++)
        {
            var hostile = (byte[])original.Clone();
            var at = random.Next(header);
            hostile[at] = char.IsAsciiDigit((char)hostile[at]) ? (byte)('0' + random.Next(10)) : (byte)random.Next(256);
            hostile[^1] = (byte)random.Next(4);
            if (random.Next(10) == 0)
                hostile = hostile[..random.Next(hostile.Length)];
            try
            {
                StyleDataset.Read(new MemoryStream(hostile)).DrawHeldOut(2, 1);
            }
            catch (InvalidDataException e)
            {
                Assert.DoesNotContain('\n', e.Message);
            }
        }
    }

    [Fact]
    public void A_model_file_is_no_data_set()
    {
        using var stream = new MemoryStream();
        new ZkStyle.Quantize.Model.StyleModel(ZkStyle.Quantize.Model.SampleDecoders.Reference(1)).Write(stream);
        stream.Position = 0;
        Assert.Contains("not a data set", Assert.Throws<InvalidDataException>(() => StyleDataset.Read(stream)).Message, StringComparison.Ordinal);
    }

    private static StyleDataset RoundTrip(StyleDataset dataset)
    {
        using var stream = new MemoryStream();
        dataset.Write(stream);
        stream.Position = 0;
        return StyleDataset.Read(stream);
    }
}
