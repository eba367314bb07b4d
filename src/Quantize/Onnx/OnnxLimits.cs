using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Onnx;

/// <summary>What an ONNX file may ask of its reader. Decoders that can be proven are far below.</summary>
internal static class OnnxLimits
{
    /// <summary>The longest file.</summary>
    public const int FileBytes = 32 << 20;

    /// <summary>The most nodes.</summary>
    public const int Nodes = 2048;

    /// <summary>The most tensors: initializers, and values of attributes.</summary>
    public const int Tensors = 8192;

    /// <summary>The most elements of all tensors together.</summary>
    public const int Elements = 1 << 22;

    /// <summary>The most inputs, outputs or attributes of a node, and outputs of the graph.</summary>
    public const int PerNode = 64;

    /// <summary>The most sides of a tensor.</summary>
    public const int Sides = 8;

    /// <summary>The most numbers in an attribute.</summary>
    public const int AttributeNumbers = 64;

    /// <summary>The most channels of an activation.</summary>
    public const int Channels = 1024;

    /// <summary>The most operations of an imported network: as many as a model file can hold.</summary>
    public const int NetworkNodes = StyleModelFile.MaxNodes;

    /// <summary>The longest name in bytes.</summary>
    public const int NameBytes = 1024;

    /// <summary>The most weights of all convolutions of an imported network together, before and after folding.</summary>
    public const int Weights = 1 << 21;
}
