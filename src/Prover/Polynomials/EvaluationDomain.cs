using System.Numerics;
using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Polynomials;

/// <summary>
/// The 2^k-th roots of unity {omega^i} in Fr and the transforms between a polynomial's coefficients and its
/// evaluations on them, or on a coset shift * {omega^i}. Coefficients lowest degree first, evaluations in
/// the order of i, both in place. Instances are immutable and may be shared between threads.
/// </summary>
public sealed partial class EvaluationDomain
{
    /// <summary>The two-adicity of Fr: 2^28 is the largest power of two dividing the order of its group.</summary>
    public const int MaxLogSize = 28;

    private readonly Fr[] _twiddles;

    /// <summary>The domain of 2^logSize roots of unity.</summary>
    /// <param name="logSize">log2 of the size, 0 to 28.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such domain.</exception>
    public EvaluationDomain(int logSize)
    {
        Omega = RootOfUnity(logSize);
        OmegaInverse = Omega.Inverse();
        LogSize = logSize;
        SizeInverse = Fr.FromInt64(Size).Inverse();
        _twiddles = BitReversedPowers(Omega, logSize - 1);
    }

    /// <summary>5, a generator of Fr's multiplicative group, so that 5 * {omega^i} is disjoint from {omega^i} for every size.</summary>
    public static Fr CosetShift { get; } = 5;

    /// <summary>log2 of the number of elements.</summary>
    public int LogSize { get; }

    /// <summary>Number of elements.</summary>
    public int Size => 1 << LogSize;

    /// <summary>A primitive root of unity, 5^((r-1)/size).</summary>
    public Fr Omega { get; }

    /// <summary>1 / omega.</summary>
    public Fr OmegaInverse { get; }

    /// <summary>1 / size.</summary>
    public Fr SizeInverse { get; }

    /// <summary>A primitive 2^logSize-th root of unity, 5^((r-1)/2^logSize).</summary>
    /// <param name="logSize">0 to 28.</param>
    /// <returns>The root.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fr has no such root.</exception>
    public static Fr RootOfUnity(int logSize)
    {
        if (logSize is < 0 or > MaxLogSize)
            throw new ArgumentOutOfRangeException(nameof(logSize), logSize, $"A domain has 2^0 to 2^{MaxLogSize} elements.");
        return CosetShift.Pow((Fr.Modulus - BigInteger.One) >> logSize);
    }

    /// <summary>The element omega^index.</summary>
    /// <param name="index">Any integer; counted around the cycle.</param>
    /// <returns>The element.</returns>
    public Fr Element(long index) => Omega.Pow(index & (Size - 1));

    /// <summary>All elements in order.</summary>
    /// <returns>1, omega, omega^2, ...</returns>
    public Fr[] Elements()
    {
        var elements = new Fr[Size];
        var element = Fr.One;
        for (var i = 0; i < elements.Length; i++)
        {
            elements[i] = element;
            element *= Omega;
        }

        return elements;
    }

    /// <summary>The vanishing polynomial X^size - 1 at a point.</summary>
    /// <param name="point">The point.</param>
    /// <returns>Zero exactly on the domain.</returns>
    public Fr EvaluateVanishing(Fr point)
    {
        for (var i = 0; i < LogSize; i++)
            point = point.Square();
        return point - Fr.One;
    }

    /// <summary>
    /// The first Lagrange polynomials at a point: L_i is 1 at omega^i and 0 on the rest of the domain,
    /// L_i(X) = omega^i (X^n - 1) / (n (X - omega^i)).
    /// </summary>
    /// <param name="point">The point; it may lie in the domain.</param>
    /// <param name="count">How many polynomials, from the first; at most the size.</param>
    /// <returns>L_0(point), L_1(point), ...</returns>
    /// <exception cref="ArgumentOutOfRangeException">More polynomials asked for than there are.</exception>
    public Fr[] EvaluateLagrangeBasis(Fr point, int count)
    {
        if (count < 0 || count > Size)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"The domain has {Size} Lagrange polynomials.");
        var values = new Fr[count];
        var element = Fr.One;
        for (var i = 0; i < count; i++)
        {
            // A point of the domain is its own Lagrange basis: one there, zero elsewhere.
            if (element == point)
            {
                Array.Clear(values);
                values[i] = Fr.One;
                return values;
            }

            values[i] = point - element;
            element *= Omega;
        }

        FieldExtensions.BatchInvert(values.AsSpan());
        var factor = EvaluateVanishing(point) * SizeInverse;
        for (var i = 0; i < count; i++)
        {
            values[i] *= factor;
            factor *= Omega;
        }

        return values;
    }

    /// <summary>The polynomial of degree below the size with the given evaluations, at a point (barycentric formula).</summary>
    /// <param name="evaluations">Its values on the domain; as many as the size.</param>
    /// <param name="point">The point; it may lie in the domain.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentException">The number of evaluations is not the size.</exception>
    public Fr EvaluateFromEvaluations(ReadOnlySpan<Fr> evaluations, Fr point)
    {
        CheckLength(evaluations.Length);
        var basis = EvaluateLagrangeBasis(point, Size);
        var sum = Fr.Zero;
        for (var i = 0; i < basis.Length; i++)
            sum += evaluations[i] * basis[i];
        return sum;
    }

    private void CheckLength(int length)
    {
        if (length != Size)
            throw new ArgumentException($"This domain has {Size} elements, got {length} values.", nameof(length));
    }

    /// <summary>base^reverse(i) for i below 2^bits, reverse() flipping the order of the bits of an index.</summary>
    internal static Fr[] BitReversedPowers(Fr root, int bits)
    {
        if (bits < 0)
            return [];
        var powers = new Fr[1 << bits];
        powers[0] = Fr.One;

        // The index bit of weight w stands for the power half / w: each doubling of the prefix multiplies by it.
        for (var width = 1; width < powers.Length; width *= 2)
        {
            var factor = root.Pow(powers.Length / (2 * width));
            for (var i = 0; i < width; i++)
                powers[width + i] = powers[i] * factor;
        }

        return powers;
    }
}
