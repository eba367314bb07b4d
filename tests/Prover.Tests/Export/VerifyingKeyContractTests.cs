using ZkStyle.Prover.Export;

namespace ZkStyle.Prover.Tests.Export;

public class VerifyingKeyContractTests
{
    [Fact]
    public void The_code_is_a_zero_byte_and_the_key() =>
        Assert.Equal([0, 5, 6, 7], VerifyingKeyContract.Code([5, 6, 7]));

    [Theory]
    [InlineData(1)]
    [InlineData(2_000)]
    [InlineData(VerifyingKeyContract.MaximumKeyLength)]
    public void The_init_code_returns_the_code(int length)
    {
        var key = new byte[length];
        new Random(length).NextBytes(key);

        Assert.Equal(VerifyingKeyContract.Code(key), Run(VerifyingKeyContract.InitCode(key)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(VerifyingKeyContract.MaximumKeyLength + 1)]
    public void Keys_that_no_contract_holds_are_refused(int length)
    {
        var error = Assert.Throws<ArgumentException>(() => VerifyingKeyContract.InitCode(new byte[length]));

        Assert.Contains($"this one has {length}", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The instructions that the init code uses, of the Ethereum Yellow Paper, on words that fit an int.</summary>
    private static byte[] Run(byte[] code)
    {
        var stack = new Stack<int>();
        var memory = new byte[1 << 16];
        for (var at = 0; ; at++)
        {
            switch (code[at])
            {
                case 0x39:
                    var (to, from, count) = (stack.Pop(), stack.Pop(), stack.Pop());
                    code.AsSpan(from, count).CopyTo(memory.AsSpan(to));
                    break;
                case 0x5f:
                    stack.Push(0);
                    break;
                case 0x60:
                    stack.Push(code[++at]);
                    break;
                case 0x61:
                    stack.Push((code[++at] << 8) | code[++at]);
                    break;
                case 0x80:
                    stack.Push(stack.Peek());
                    break;
                case 0xf3:
                    var start = stack.Pop();
                    return memory[start..(start + stack.Pop())];
                default:
                    throw new InvalidOperationException($"Unknown instruction {code[at]:x2} at {at}.");
            }
        }
    }
}
