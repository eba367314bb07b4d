using System.Numerics;

namespace ZkStyle.Circuit.Tests.Support;

/// <summary>
/// Lattice reduction with integers only: all Gram-Schmidt coefficients are kept as numerators over the determinants
/// of the leading Gram matrices.
/// </summary>
/// <remarks>Source: de Weger 1987; H. Cohen, "A Course in Computational Algebraic Number Theory", algorithm 2.6.7.</remarks>
internal sealed class IntegralLattice
{
    private readonly BigInteger[][] _basis;
    private readonly BigInteger[] _determinants;
    private readonly BigInteger[,] _numerators;

    private IntegralLattice(BigInteger[][] basis)
    {
        _basis = basis;
        _determinants = new BigInteger[basis.Length + 1];
        _numerators = new BigInteger[basis.Length, basis.Length];
        _determinants[0] = 1;
    }

    /// <summary>Reduces a basis in place (Lovasz condition 99/100).</summary>
    public static void Reduce(BigInteger[][] basis)
    {
        var lattice = new IntegralLattice(basis);
        lattice.Orthogonalize(0);
        var known = 0;
        for (var k = 1; k < basis.Length;)
        {
            for (; known < k; known++)
                lattice.Orthogonalize(known + 1);
            lattice.SizeReduce(k, k - 1);
            if (lattice.NeedsSwap(k))
            {
                lattice.Swap(k, known);
                k = Math.Max(1, k - 1);
                continue;
            }

            for (var l = k - 2; l >= 0; l--)
                lattice.SizeReduce(k, l);
            k++;
        }
    }

    private void Orthogonalize(int k)
    {
        for (var j = 0; j <= k; j++)
        {
            var value = _basis[k].Zip(_basis[j], (a, b) => a * b).Aggregate(BigInteger.Add);
            for (var i = 0; i < j; i++)
                value = ((_determinants[i + 1] * value) - (_numerators[k, i] * _numerators[j, i])) / _determinants[i];
            if (j < k)
                _numerators[k, j] = value;
            else
                _determinants[k + 1] = value;
        }
    }

    private void SizeReduce(int k, int l)
    {
        if (2 * BigInteger.Abs(_numerators[k, l]) <= _determinants[l + 1])
            return;
        var factor = FloorDivide((2 * _numerators[k, l]) + _determinants[l + 1], 2 * _determinants[l + 1]);
        for (var i = 0; i < _basis[k].Length; i++)
            _basis[k][i] -= factor * _basis[l][i];
        _numerators[k, l] -= factor * _determinants[l + 1];
        for (var i = 0; i < l; i++)
            _numerators[k, i] -= factor * _numerators[l, i];
    }

    private bool NeedsSwap(int k)
    {
        var numerator = _numerators[k, k - 1];
        return 100 * _determinants[k + 1] * _determinants[k - 1] < (99 * _determinants[k] * _determinants[k]) - (100 * numerator * numerator);
    }

    private void Swap(int k, int known)
    {
        (_basis[k], _basis[k - 1]) = (_basis[k - 1], _basis[k]);
        for (var j = 0; j < k - 1; j++)
            (_numerators[k, j], _numerators[k - 1, j]) = (_numerators[k - 1, j], _numerators[k, j]);
        var numerator = _numerators[k, k - 1];
        var determinant = ((_determinants[k - 1] * _determinants[k + 1]) + (numerator * numerator)) / _determinants[k];
        for (var i = k + 1; i <= known; i++)
        {
            var old = _numerators[i, k];
            _numerators[i, k] = ((_determinants[k + 1] * _numerators[i, k - 1]) - (numerator * old)) / _determinants[k];
            _numerators[i, k - 1] = ((determinant * old) + (numerator * _numerators[i, k])) / _determinants[k + 1];
        }

        _determinants[k] = determinant;
    }

    private static BigInteger FloorDivide(BigInteger numerator, BigInteger denominator)
    {
        var quotient = BigInteger.DivRem(numerator, denominator, out var remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }
}
