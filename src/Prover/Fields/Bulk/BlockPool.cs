namespace ZkStyle.Prover.Fields.Bulk;

/// <summary>
/// Buffers kept for use again, so that a proof does not have the operating system map and clear the same memory over
/// and over. Safe for use by several threads.
/// </summary>
public sealed class BlockPool : IDisposable
{
    private readonly Dictionary<int, Stack<BlockBuffer>> _free = [];
    private bool _disposed;

    /// <summary>A buffer with undefined contents.</summary>
    /// <param name="length">Number of elements.</param>
    /// <returns>The buffer; give it back with <see cref="Return"/>.</returns>
    public BlockBuffer Rent(int length)
    {
        lock (_free)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_free.TryGetValue(length, out var stack) && stack.TryPop(out var buffer))
                return buffer;
        }

        return new BlockBuffer(length);
    }

    /// <summary>Takes a buffer back; the caller must not use it any more.</summary>
    /// <param name="buffer">The buffer; null is ignored.</param>
    public void Return(BlockBuffer? buffer)
    {
        if (buffer is null)
            return;
        lock (_free)
        {
            if (!_disposed)
            {
                if (!_free.TryGetValue(buffer.Length, out var stack))
                    _free.Add(buffer.Length, stack = []);
                stack.Push(buffer);
                return;
            }
        }

        buffer.Dispose();
    }

    /// <summary>Frees the buffers that are not in use.</summary>
    public void Dispose()
    {
        lock (_free)
        {
            _disposed = true;
            foreach (var buffer in _free.Values.SelectMany(stack => stack))
                buffer.Dispose();
            _free.Clear();
        }
    }
}
