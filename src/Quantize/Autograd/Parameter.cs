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
    {
        Name = name;
        Values = new T[length];
        Gradient = new T[length];
    }

    /// <summary>The name in checkpoints.</summary>
    public string Name { get; }

    /// <summary>The numbers.</summary>
    public T[] Values { get; }

    /// <summary>The loss's gradient; operations add to it.</summary>
    public T[] Gradient { get; }
}
