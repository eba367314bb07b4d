using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Polynomials;

namespace ZkStyle.Prover.Commitments;

/// <summary>The inverse number-theoretic transform over points of G1 instead of field elements.</summary>
internal static class PointTransform
{
    private const int MinimumRange = 16;

    /// <summary>
    /// From [tau^j]_1 to [L_i(tau)]_1: L_i(X) = (1/n) sum over j of omega^(-ij) X^j, a transform with omega^-1 whose
    /// inputs are the powers.
    /// </summary>
    public static G1Affine[] LagrangeBasis(ReadOnlySpan<G1Affine> powers, int maxThreads, CancellationToken cancellationToken)
    {
        var size = powers.Length;
        var logSize = int.Log2(size);
        var domain = new EvaluationDomain(logSize);
        var elements = domain.Elements();
        var points = new G1Jacobian[size];
        for (var i = 0; i < size; i++)
            points[i] = new G1Jacobian(powers[i]);

        // Decimation in frequency: (a, b) becomes (a + b, (a - b) * omega^(-i * stride)); the results come in bit-reversed order.
        for (var half = size / 2; half >= 1; half /= 2)
        {
            var h = half;
            var stride = size / (2 * half);
            ParallelLoop.ForRanges(
                size / 2,
                MinimumRange,
                maxThreads,
                (start, end) =>
                {
                    for (var butterfly = start; butterfly < end; butterfly++)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        var i = butterfly & (h - 1);
                        var low = (2 * (butterfly - i)) + i;
                        var sum = points[low] + points[low + h];
                        var difference = points[low] - points[low + h];
                        points[low] = sum;
                        points[low + h] = i == 0 ? difference : difference * elements[size - (i * stride)];
                    }
                },
                cancellationToken);
        }

        ParallelLoop.ForRanges(
            size,
            MinimumRange,
            maxThreads,
            (start, end) =>
            {
                for (var i = start; i < end; i++)
                    points[i] *= domain.SizeInverse;
            },
            cancellationToken);

        var basis = new G1Affine[size];
        G1Jacobian.Normalize(points, basis);
        for (var i = 0; i < size; i++)
        {
            var j = Reverse(i, logSize);
            if (i < j)
                (basis[i], basis[j]) = (basis[j], basis[i]);
        }

        return basis;
    }

    private static int Reverse(int index, int bits)
    {
        var reversed = 0;
        for (var i = 0; i < bits; i++)
            reversed |= (index >> i & 1) << (bits - 1 - i);
        return reversed;
    }
}
