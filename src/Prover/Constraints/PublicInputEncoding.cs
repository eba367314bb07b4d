namespace ZkStyle.Prover.Constraints;

/// <summary>How public bytes become one field element.</summary>
public abstract record PublicInputEncoding
{
    private PublicInputEncoding()
    {
    }

    /// <summary>
    /// Big-endian words of <see cref="BytesPerWord"/> bytes, word 0 first, the last one filled with zero bytes
    /// on the right: <c>Scale * sum word_i * Point^i</c>.
    /// </summary>
    /// <param name="Point">The evaluation point.</param>
    /// <param name="Scale">A factor of the whole.</param>
    public sealed record PackedWords(ScalarExpression Point, ScalarExpression Scale) : PublicInputEncoding
    {
        /// <summary>Bytes in a word: the most that stay below the field's order.</summary>
        public const int BytesPerWord = 31;
    }

    /// <summary>
    /// Bytes as a grid of channels, lines and cells. The channels are taken in groups of <see cref="ChannelsPerWord"/>, the last
    /// of which may be smaller, and a cell's bytes of one group are one little-endian word:
    /// <c>word[g,y,x] = sum 256^j (byte[g * ChannelsPerWord + j, y, x] - Offset)</c>, of G groups
    /// <c>Scale * sum word[g,y,x] * ChannelPoint^(G-1-g) * LinePoint^y * CellPoint^x</c>.
    /// </summary>
    /// <param name="Lines">The key parameter that holds lines per channel.</param>
    /// <param name="Cells">The key parameter that holds cells per line.</param>
    /// <param name="ChannelPoint">The point of groups of channels, highest power first.</param>
    /// <param name="LinePoint">The point of lines.</param>
    /// <param name="CellPoint">The point of cells.</param>
    /// <param name="Scale">A factor of the whole.</param>
    public sealed record Grid(
        ScalarExpression.Parameter Lines, ScalarExpression.Parameter Cells,
        ScalarExpression ChannelPoint, ScalarExpression LinePoint, ScalarExpression CellPoint,
        ScalarExpression Scale) : PublicInputEncoding
    {
        /// <summary>The most channels of a word.</summary>
        public const int MaximumChannelsPerWord = 16;

        private readonly int _channelsPerWord = 1;
        private readonly int _offset;

        /// <summary>Channels whose bytes make up one word: 1 to 16.</summary>
        public int ChannelsPerWord
        {
            get => _channelsPerWord;
            init => _channelsPerWord = value is >= 1 and <= MaximumChannelsPerWord
                ? value
                : throw new ArgumentOutOfRangeException(nameof(value), value, $"A word holds 1 to {MaximumChannelsPerWord} channels.");
        }

        /// <summary>What is subtracted from each byte: 0 to 255.</summary>
        public int Offset
        {
            get => _offset;
            init => _offset = value is >= 0 and <= byte.MaxValue
                ? value
                : throw new ArgumentOutOfRangeException(nameof(value), value, "A byte's offset is 0 to 255.");
        }
    }
}
