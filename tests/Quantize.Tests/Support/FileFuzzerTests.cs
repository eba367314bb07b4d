namespace ZkStyle.Quantize.Tests.Support;

public class FileFuzzerTests
{
    private static readonly FuzzedFormat s_format = new("letters", [[.. "abcdefgh"u8], [.. "ABCDEFGHIJKL"u8]], _ => [0, 3, 6]);

    [Fact]
    public void A_round_always_makes_the_same_file_and_rounds_differ()
    {
        var files = Enumerable.Range(0, 300).Select(round => Convert.ToHexString(FileFuzzer.Mutate(s_format, round))).ToArray();
        Assert.Equal(files, Enumerable.Range(0, 300).Select(round => Convert.ToHexString(FileFuzzer.Mutate(s_format, round))));
        Assert.InRange(files.Distinct().Count(), 200, 300);
    }

    [Fact]
    public void Good_readers_pass_and_refusals_are_counted()
    {
        var refused = FileFuzzer.Run(s_format, _ => 1 << 20, file =>
        {
            if (file.Length > 7)
                throw new InvalidDataException("too long");
        });
        Assert.InRange(refused, 1, FileFuzzer.Rounds - 1);
    }

    [Fact]
    public void Crashes_long_messages_and_waste_fail_and_name_the_round()
    {
        foreach (var reader in (Action<byte[]>[])
        [
            file => _ = file[5],
            file => throw new InvalidDataException("two\nlines"),
            file => GC.KeepAlive(new byte[4096]),
        ])
        {
            var failure = Assert.ThrowsAny<Exception>(() => FileFuzzer.Run(s_format, _ => 4096, reader));
            Assert.Contains("letters, round ", failure.Message, StringComparison.Ordinal);
        }
    }
}
