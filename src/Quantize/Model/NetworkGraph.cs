namespace ZkStyle.Quantize.Model;

/// <summary>The structure of a float network: nodes in the order they are computed, the last one being the output.</summary>
internal sealed class NetworkGraph
{
    /// <summary>The name by which nodes refer to the network's input.</summary>
    public const string InputName = "input";

    /// <summary>The most channels, lines and columns of any tensor.</summary>
    public const int MaxSide = 4096;

    /// <summary>The most elements of any tensor.</summary>
    public const int MaxElements = 1 << 22;

    /// <summary>The most elements of all tensors together.</summary>
    public const int MaxTotalElements = 1 << 25;

    /// <summary>The most multiply-accumulates of one pass: a bound on the time a hostile file can ask for.</summary>
    public const long MaxMultiplyAccumulates = 1L << 34;

    /// <summary>Creates a graph and checks that its nodes fit together.</summary>
    /// <param name="input">Shape of the input.</param>
    /// <param name="nodes">At least one node; each one's inputs come before it.</param>
    /// <exception cref="ArgumentException">Nodes do not fit each other; the message names the node.</exception>
    public NetworkGraph(TensorShape input, IReadOnlyList<GraphNode> nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        if (nodes.Count == 0)
            throw new ArgumentException("A network needs at least one node.", nameof(nodes));
        CheckSize(InputName, input);
        var shapes = new Dictionary<string, TensorShape>(StringComparer.Ordinal) { [InputName] = input };
        long work = 0, elements = 0;
        foreach (var node in nodes)
        {
            if (node.Inputs.Count != node.Arity)
                throw new ArgumentException($"Node {node.Name} takes {node.Arity} inputs, {node.Inputs.Count} are named.", nameof(nodes));
            var inputs = new TensorShape[node.Arity];
            for (var i = 0; i < inputs.Length; i++)
            {
                if (!shapes.TryGetValue(node.Inputs[i], out inputs[i]))
                    throw new ArgumentException($"Node {node.Name} takes {node.Inputs[i]}, which no earlier node is called.", nameof(nodes));
            }

            var shape = node.OutputShape(inputs);
            CheckSize(node.Name, shape);
            if (!shapes.TryAdd(node.Name, shape))
                throw new ArgumentException($"Two nodes are called {node.Name}.", nameof(nodes));
            if (node.Operation == GraphOperation.Convolution)
                work += (long)shape.Length * inputs[0].Channels * node.Kernel * node.Kernel;
            elements += shape.Length;
            if (elements > MaxTotalElements)
                throw new ArgumentException($"The network's tensors have more than {MaxTotalElements} elements.", nameof(nodes));
            if (work > MaxMultiplyAccumulates)
                throw new ArgumentException($"The network takes more than {MaxMultiplyAccumulates} multiply-accumulates.", nameof(nodes));
        }

        Input = input;
        Nodes = nodes;
        Shapes = shapes;
        MultiplyAccumulates = work;
    }

    /// <summary>Shape of the input.</summary>
    public TensorShape Input { get; }

    /// <summary>The nodes in order.</summary>
    public IReadOnlyList<GraphNode> Nodes { get; }

    /// <summary>Shapes of the input and of every node's result, by name.</summary>
    public IReadOnlyDictionary<string, TensorShape> Shapes { get; }

    /// <summary>Shape of the output.</summary>
    public TensorShape Output => Shapes[Nodes[^1].Name];

    /// <summary>Multiply-accumulates of one pass.</summary>
    public long MultiplyAccumulates { get; }

    /// <summary>The convolutions among the nodes.</summary>
    public IEnumerable<GraphNode> Convolutions => Nodes.Where(node => node.Operation == GraphOperation.Convolution);

    /// <summary>Channels that a node reads.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The channels of its first input.</returns>
    public int InputChannels(GraphNode node) => Shapes[node.Inputs[0]].Channels;

    private static void CheckSize(string name, TensorShape shape)
    {
        if (shape.Channels is < 1 or > MaxSide || shape.Height is < 1 or > MaxSide || shape.Width is < 1 or > MaxSide
            || (long)shape.Channels * shape.Height * shape.Width > MaxElements)
            throw new ArgumentException($"Node {name}: a tensor of {shape} is outside 1 to {MaxSide} a side and {MaxElements} elements.");
    }
}
