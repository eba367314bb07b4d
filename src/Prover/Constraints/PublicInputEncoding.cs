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
    /// Bytes as a grid of channels, lines and cells:
    /// <c>Scale * sum byte[c,y,x] * ChannelPoint^(C-1-c) * LinePoint^y * CellPoint^x</c>.
    /// </summary>
    /// <param name="Lines">The key parameter that holds lines per channel.</param>
    /// <param name="Cells">The key parameter that holds cells per line.</param>
    /// <param name="ChannelPoint">The point of channels, highest power first.</param>
    /// <param name="LinePoint">The point of lines.</param>
    /// <param name="CellPoint">The point of cells.</param>
    /// <param name="Scale">A factor of the whole.</param>
    public sealed record Grid(
        ScalarExpression.Parameter Lines, ScalarExpression.Parameter Cells,
        ScalarExpression ChannelPoint, ScalarExpression LinePoint, ScalarExpression CellPoint,
        ScalarExpression Scale) : PublicInputEncoding;
}
