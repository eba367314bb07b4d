namespace ZkStyle.Quantize.Tests.Onnx;

/// <summary>An array of any number of sides, as ONNX operators take them.</summary>
/// <param name="Shape">Sides, outermost first.</param>
/// <param name="Data">The elements.</param>
internal sealed record NdArray(int[] Shape, double[] Data)
{
    public static NdArray Zeros(params int[] shape) => new(shape, new double[shape.Aggregate(1, (a, b) => a * b)]);

    public double this[params int[] index]
    {
        get => Data[At(index)];
        set => Data[At(index)] = value;
    }

    public NdArray Map(Func<double, double> map) => new(Shape, Array.ConvertAll(Data, x => map(x)));

    /// <summary>Every index, outermost side slowest.</summary>
    public static IEnumerable<int[]> Indices(int[] shape)
    {
        var count = shape.Aggregate(1, (a, b) => a * b);
        for (var i = 0; i < count; i++)
        {
            var index = new int[shape.Length];
            var rest = i;
            for (var side = shape.Length - 1; side >= 0; side--)
                (rest, index[side]) = (rest / shape[side], rest % shape[side]);
            yield return index;
        }
    }

    /// <summary>Two arrays element by element, sides of 1 repeated and missing ones put in front, as in NumPy.</summary>
    public static NdArray Broadcast(NdArray a, NdArray b, Func<double, double, double> combine)
    {
        var rank = Math.Max(a.Shape.Length, b.Shape.Length);
        int Side(NdArray x, int axis) => axis - (rank - x.Shape.Length) is >= 0 and var own ? x.Shape[own] : 1;
        var shape = Enumerable.Range(0, rank).Select(axis => Math.Max(Side(a, axis), Side(b, axis))).ToArray();
        double Element(NdArray x, int[] index) => x[[.. index.Skip(rank - x.Shape.Length).Select((i, side) => x.Shape[side] == 1 ? 0 : i)]];
        return new NdArray(shape, [.. Indices(shape).Select(index => combine(Element(a, index), Element(b, index)))]);
    }

    private int At(int[] index)
    {
        var at = 0;
        for (var side = 0; side < Shape.Length; side++)
            at = (at * Shape[side]) + index[side];
        return at;
    }
}
