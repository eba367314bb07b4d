using System.Numerics;

namespace ZkStyle.Prover.Fields;

/// <summary>
/// A finite field as an unmanaged value type. Generic code over it is specialised by the JIT for each
/// struct, so an abstraction here costs nothing at run time.
/// </summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
public interface IField<TSelf> : IEquatable<TSelf>,
    IAdditionOperators<TSelf, TSelf, TSelf>, ISubtractionOperators<TSelf, TSelf, TSelf>,
    IMultiplyOperators<TSelf, TSelf, TSelf>, IUnaryNegationOperators<TSelf, TSelf>,
    IEqualityOperators<TSelf, TSelf, bool>
    where TSelf : unmanaged, IField<TSelf>
{
    /// <summary>The additive identity; also <c>default</c>.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>The multiplicative identity.</summary>
    static abstract TSelf One { get; }

    /// <summary>Whether this is the additive identity.</summary>
    bool IsZero { get; }

    /// <summary>The square of this element.</summary>
    /// <returns>The element times itself.</returns>
    TSelf Square();

    /// <summary>Twice this element.</summary>
    /// <returns>The element plus itself.</returns>
    TSelf Double();

    /// <summary>The multiplicative inverse; zero maps to zero.</summary>
    /// <returns>The inverse, or zero.</returns>
    TSelf Inverse();
}
