using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Polynomials;

namespace ZkStyle.Prover.Commitments;

/// <content>The check that all points belong to one tau.</content>
public sealed partial class Srs
{
    /// <summary>
    /// Whether every power is tau times the one before and the Lagrange points are those of the powers. A random linear
    /// combination of all the equations is checked by one pairing equation and one equality, so a wrong SRS passes with
    /// probability 2^-250. Takes a few multi-scalar sums of the SRS's length.
    /// </summary>
    /// <param name="error">What is wrong, or null.</param>
    /// <param name="maxThreads">Threads at most; -1 for one per logical processor.</param>
    /// <returns>True when all is as it should be.</returns>
    public bool Verify([NotNullWhen(false)] out string? error, int maxThreads = -1)
    {
        error = null;
        if (_powers[0] != G1Affine.Generator)
        {
            error = "the powers do not start at the generator";
            return false;
        }

        var size = _powers.Length;
        var random = new Fr[size];
        Span<byte> bytes = stackalloc byte[Fr.ByteLength];
        for (var i = 0; i < size; i++)
        {
            RandomNumberGenerator.Fill(bytes);
            random[i] = Fr.ReduceBigEndian(bytes);
        }

        // e(sum rho_i P_(i+1), [1]_2) = e(sum rho_i P_i, [tau]_2).
        if (size > 1)
        {
            var factors = random.AsMemory(1);
            var upper = Msm.Compute(_powers.AsMemory(1), factors, maxThreads).ToAffine();
            var lower = Msm.Compute(_powers.AsMemory(0, size - 1), factors, maxThreads).ToAffine();
            if (!Pairing.ProductIsOne([(upper, G2Affine.Generator), (-lower, TauG2)]))
            {
                error = "the powers are not those of one tau";
                return false;
            }
        }

        // The polynomial with values rho_i on the domain, committed to by its values and by its coefficients.
        var fromValues = Msm.Compute(_lagrange, random, maxThreads);
        new EvaluationDomain(Power).Inverse(random, maxThreads);
        if (fromValues == Msm.Compute(_powers, random, maxThreads))
            return true;
        error = "the Lagrange points are not those of the powers";
        return false;
    }
}
