using System.Numerics;

namespace ZkStyle.Quantize.Autograd;

/// <summary>
/// Records a computation so that gradients can be carried back through it (reverse-mode differentiation), and lends
/// the memory it needs: arrays return to the tape's stock with <see cref="Clear"/>, so a training step after the
/// first allocates almost nothing.
/// </summary>
/// <typeparam name="T">The number type.</typeparam>
internal sealed class Tape<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Dictionary<int, Stack<T[]>> _stock = [];
    private readonly List<T[]> _lent = [];
    private readonly List<Action> _backward = [];

    /// <summary>Whether batch statistics are used and gradients wanted; false to evaluate.</summary>
    public bool IsTraining { get; init; } = true;

    /// <summary>Borrows an array until <see cref="Clear"/>.</summary>
    /// <param name="length">Its length; at least 1.</param>
    /// <param name="cleared">Whether it must be zero; otherwise it holds anything.</param>
    /// <returns>The array.</returns>
    public T[] Borrow(int length, bool cleared)
    {
        T[] array;
        if (_stock.TryGetValue(length, out var free) && free.Count > 0)
        {
            array = free.Pop();
            if (cleared)
                Array.Clear(array);
        }
        else
        {
            array = new T[length];
        }

        _lent.Add(array);
        return array;
    }

    /// <summary>A tensor of borrowed memory whose values hold anything and whose gradient is zero.</summary>
    /// <param name="batch">Images.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="height">Lines.</param>
    /// <param name="width">Cells per line.</param>
    /// <param name="withGradient">Whether gradients flow into it.</param>
    /// <returns>The tensor.</returns>
    public Tensor<T> NewTensor(int batch, int channels, int height, int width, bool withGradient)
    {
        var length = batch * channels * height * width;
        return new Tensor<T>(
            batch, channels, height, width, Borrow(length, cleared: false), withGradient && IsTraining ? Borrow(length, cleared: true) : []);
    }

    /// <summary>A tensor for the result of an operation on <paramref name="inputs"/>; it has a gradient if one of them has.</summary>
    /// <param name="channels">Channels.</param>
    /// <param name="height">Lines.</param>
    /// <param name="width">Cells per line.</param>
    /// <param name="inputs">The operation's inputs, all of one batch size.</param>
    /// <returns>The tensor.</returns>
    public Tensor<T> NewResult(int channels, int height, int width, params ReadOnlySpan<Tensor<T>> inputs)
    {
        var withGradient = false;
        foreach (var input in inputs)
            withGradient |= input.HasGradient;
        return NewTensor(inputs[0].Batch, channels, height, width, withGradient);
    }

    /// <summary>Records how an operation carries gradients from its result to its inputs.</summary>
    /// <param name="result">The operation's result.</param>
    /// <param name="backward">Adds to the gradients of its inputs and parameters.</param>
    public void Record(Tensor<T> result, Action backward)
    {
        if (result.HasGradient)
            _backward.Add(backward);
    }

    /// <summary>Records how an operation on parameters carries gradients; nothing is recorded when evaluating.</summary>
    /// <param name="backward">Adds to the gradients of its parameters.</param>
    public void Record(Action backward)
    {
        if (IsTraining)
            _backward.Add(backward);
    }

    /// <summary>Carries gradients back from a loss, whose own gradient is 1.</summary>
    /// <param name="loss">A tensor of one element.</param>
    public void Backward(Tensor<T> loss)
    {
        if (loss.Length != 1 || !loss.HasGradient)
            throw new ArgumentException($"Gradients start from a loss of one element that has a gradient; this tensor has {loss.Length}.", nameof(loss));
        loss.Gradient[0] = T.One;
        for (var i = _backward.Count - 1; i >= 0; i--)
            _backward[i]();
    }

    /// <summary>Forgets the computation and takes its memory back; its tensors must not be used any more.</summary>
    public void Clear()
    {
        _backward.Clear();
        foreach (var array in _lent)
        {
            if (!_stock.TryGetValue(array.Length, out var free))
                _stock[array.Length] = free = new Stack<T[]>();
            free.Push(array);
        }

        _lent.Clear();
    }
}
