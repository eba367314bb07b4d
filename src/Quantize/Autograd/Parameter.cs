using System.Numerics;

namespace ZkStyle.Quantize.Autograd;

/// <summary>Numbers that training changes, with their gradient.</summary>
/// <typeparam name="T">The number type.</typeparam>
internal sealed class Parameter<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Creates a parameter of zeros.</summary>
    /// <param name="name">Its name in checkpoints.</param>
    /// <param name="length">Number of elements.</param>
    public Parameter(string name, int length)
        : this(name, new T[length], new T[length])
    {
    }

    /// <summary>Creates a parameter of given memory.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">The numbers.</param>
    /// <param name="gradient">The gradient, of the same length.</param>
    public Parameter(string name, T[] values, T[] gradient)
    {
        Name = name;
        Values = values;
        Gradient = gradient;
    }

    /// <summary>The name in checkpoints.</summary>
    public string Name { get; }

    /// <summary>The numbers.</summary>
    public T[] Values { get; }

    /// <summary>The loss's gradient; operations add to it.</summary>
    public T[] Gradient { get; }
}
