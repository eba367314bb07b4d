namespace ZkStyle.Prover.Fields.Bulk;

/// <summary>
/// Buffers kept for use again, so that a proof does not have the operating system map and clear the same memory over
/// and over. Safe for use by several threads.
/// </summary>
public sealed class BlockPool : IDisposable
{
    private readonly Dictionary<int, Stack<BlockBuffer>> _free = [];
    private readonly List<BlockBuffer> _all = [];
    private bool _disposed;

    /// <summary>A buffer with undefined contents.</summary>
    /// <param name="length">Number of elements.</param>
    /// <returns>The buffer; give it back with <see cref="Return"/>, or leave it to the pool's end.</returns>
    /// <exception cref="ObjectDisposedException">The pool is no more.</exception>
    public BlockBuffer Rent(int length)
    {
        lock (_free)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_free.TryGetValue(length, out var stack) && stack.TryPop(out var free))
                return free;
            var buffer = new BlockBuffer(length);
            _all.Add(buffer);
            return buffer;
        }
    }

    /// <summary>Takes a buffer back; the caller must not use it any more.</summary>
    /// <param name="buffer">The buffer; null is ignored.</param>
    public void Return(BlockBuffer? buffer)
    {
        if (buffer is null)
            return;
        lock (_free)
        {
            if (!_free.TryGetValue(buffer.Length, out var stack))
                _free.Add(buffer.Length, stack = []);
            stack.Push(buffer);
        }
    }

    /// <summary>Frees all buffers, those in use among them.</summary>
    public void Dispose()
    {
        lock (_free)
        {
            _disposed = true;
            foreach (var buffer in _all)
                buffer.Dispose();
            _all.Clear();
            _free.Clear();
        }
    }
}
