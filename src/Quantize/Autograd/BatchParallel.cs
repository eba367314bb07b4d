namespace ZkStyle.Quantize.Autograd;

/// <summary>
/// Runs independent pieces of a batch on all cores. Pieces are cut by the work, never by the number of cores, and
/// write to places of their own, so results do not depend on how many cores there are.
/// </summary>
internal static class BatchParallel
{
    // Below this many elements, starting other threads costs more than it saves.
    private const long MinElements = 1 << 14;

    /// <summary>Runs every piece.</summary>
    /// <param name="count">How many pieces.</param>
    /// <param name="elements">Elements touched in all, to judge whether threads pay.</param>
    /// <param name="piece">The work of one piece.</param>
    public static void For(int count, long elements, Action<int> piece)
    {
        if (count > 1 && elements >= MinElements && Environment.ProcessorCount > 1)
        {
            Parallel.For(0, count, piece);
            return;
        }

        for (var i = 0; i < count; i++)
            piece(i);
    }
}
