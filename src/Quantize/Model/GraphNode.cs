namespace ZkStyle.Quantize.Model;

/// <summary>One operation of a float network: its result is known by the node's name.</summary>
/// <param name="Name">The node's name, unique in its graph.</param>
/// <param name="Operation">What it does.</param>
/// <param name="Inputs">Names of earlier nodes, or <see cref="NetworkGraph.InputName"/>.</param>
internal sealed record GraphNode(string Name, GraphOperation Operation, IReadOnlyList<string> Inputs)
{
    /// <summary>Convolution: channels of the output.</summary>
    public int OutputChannels { get; init; }

    /// <summary>Convolution: side of the kernel, odd.</summary>
    public int Kernel { get; init; }

    /// <summary>Convolution: input cells per output cell.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Convolution: whether training normalizes its output over the batch; folded away in model files.</summary>
    public bool Normalized { get; init; }

    /// <summary>Upsample, unshuffle, average pool: the factor.</summary>
    public int Factor { get; init; }

    /// <summary>Affine: the factor.</summary>
    public float Scale { get; init; }

    /// <summary>Affine: the summand.</summary>
    public float Offset { get; init; }

    /// <summary>Rectifier: the largest value let through; infinity for all.</summary>
    public float Ceiling { get; init; } = float.PositiveInfinity;

    /// <summary>How many inputs the operation takes.</summary>
    public int Arity => Operation is GraphOperation.Add or GraphOperation.Concatenate ? 2 : 1;

    /// <summary>A convolution.</summary>
    /// <param name="name">The node's name.</param>
    /// <param name="input">The input's name.</param>
    /// <param name="outputChannels">Channels of the output.</param>
    /// <param name="kernel">Side of the kernel, odd.</param>
    /// <param name="stride">Input cells per output cell.</param>
    /// <param name="normalized">Whether training normalizes its output.</param>
    /// <returns>The node.</returns>
    public static GraphNode Convolution(string name, string input, int outputChannels, int kernel, int stride = 1, bool normalized = true) =>
        new(name, GraphOperation.Convolution, [input]) { OutputChannels = outputChannels, Kernel = kernel, Stride = stride, Normalized = normalized };

    /// <summary>An operation with a factor.</summary>
    /// <param name="name">The node's name.</param>
    /// <param name="operation">Upsample, unshuffle or average pool.</param>
    /// <param name="input">The input's name.</param>
    /// <param name="factor">The factor.</param>
    /// <returns>The node.</returns>
    public static GraphNode Resize(string name, GraphOperation operation, string input, int factor) =>
        new(name, operation, [input]) { Factor = factor };

    /// <summary>A rectifier.</summary>
    /// <param name="name">The node's name.</param>
    /// <param name="input">The input's name.</param>
    /// <returns>The node.</returns>
    public static GraphNode Relu(string name, string input) => new(name, GraphOperation.Relu, [input]);

    /// <summary>The shape of the node's result.</summary>
    /// <param name="inputs">Shapes of its inputs.</param>
    /// <returns>The shape.</returns>
    /// <exception cref="ArgumentException">The inputs or attributes do not fit the operation.</exception>
    public TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs)
    {
        var x = inputs[0];
        switch (Operation)
        {
            case GraphOperation.Convolution:
                if (OutputChannels < 1 || Kernel < 1 || Kernel % 2 == 0 || Stride < 1 || Stride > Kernel + 1)
                    throw new ArgumentException($"Node {Name}: a convolution needs at least one output channel, an odd kernel and a stride from 1 to kernel + 1.");
                return new TensorShape(OutputChannels, ((x.Height - 1) / Stride) + 1, ((x.Width - 1) / Stride) + 1);
            case GraphOperation.Add:
                if (x != inputs[1])
                    throw new ArgumentException($"Node {Name}: tensors of {x} and {inputs[1]} cannot be added.");
                return x;
            case GraphOperation.Concatenate:
                if (x.Height != inputs[1].Height || x.Width != inputs[1].Width)
                    throw new ArgumentException($"Node {Name}: tensors of {x} and {inputs[1]} cannot be joined.");
                return x with { Channels = x.Channels + inputs[1].Channels };
            case GraphOperation.Upsample:
                CheckFactor();
                return new TensorShape(x.Channels, checked(x.Height * Factor), checked(x.Width * Factor));
            case GraphOperation.Unshuffle:
            case GraphOperation.AveragePool:
                CheckFactor();
                if (x.Height % Factor != 0 || x.Width % Factor != 0)
                    throw new ArgumentException($"Node {Name}: a tensor of {x} cannot be divided by {Factor}.");
                var channels = Operation == GraphOperation.Unshuffle ? x.Channels * Factor * Factor : x.Channels;
                return new TensorShape(channels, x.Height / Factor, x.Width / Factor);
            case GraphOperation.Affine:
                if (!float.IsFinite(Scale) || !float.IsFinite(Offset))
                    throw new ArgumentException($"Node {Name}: scale and offset must be finite.");
                return x;
            case GraphOperation.Relu:
                if (!(Ceiling > 0))
                    throw new ArgumentException($"Node {Name}: a rectifier's ceiling must be above 0.");
                return x;
            default:
                throw new ArgumentException($"Node {Name}: unknown operation {(int)Operation}.");
        }
    }

    private void CheckFactor()
    {
        if (Factor is < 1 or > 64)
            throw new ArgumentException($"Node {Name}: the factor {Factor} is outside 1 to 64.");
    }
}
