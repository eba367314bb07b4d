using System.Numerics;

namespace ZkStyle.Quantize.Model;

/// <summary>The palette head's choice: the class of the largest score, the lowest one on ties.</summary>
internal static class ClassChoice
{
    /// <summary>Chooses a class for every cell.</summary>
    /// <typeparam name="T">The scores' type.</typeparam>
    /// <param name="scores">One plane of scores per class.</param>
    /// <param name="classes">The number of classes, 2 to 64.</param>
    /// <returns>One class index per cell.</returns>
    public static byte[] Of<T>(ReadOnlySpan<T> scores, int classes)
        where T : unmanaged, IComparisonOperators<T, T, bool>
    {
        var cells = scores.Length / classes;
        var largest = scores[..cells].ToArray();
        var choice = new byte[cells];
        for (var c = 1; c < classes; c++)
        {
            var plane = scores.Slice(c * cells, cells);
            for (var i = 0; i < choice.Length; i++)
            {
                if (plane[i] > largest[i])
                    (largest[i], choice[i]) = (plane[i], (byte)c);
            }
        }

        return choice;
    }
}
