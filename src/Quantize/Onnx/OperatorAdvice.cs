namespace ZkStyle.Quantize.Onnx;

/// <summary>What to use instead of operators that cannot be proven.</summary>
internal static class OperatorAdvice
{
    /// <summary>The reason and the advice for an operator.</summary>
    /// <param name="operatorName">The operator.</param>
    /// <returns>A sentence.</returns>
    public static string Of(string operatorName) => "this operator cannot be proven" + operatorName switch
    {
        "Sigmoid" or "Tanh" or "HardSigmoid" => "; end the decoder in Clip instead.",
        "Softmax" or "LogSoftmax" => "; export the scores before it.",
        "ConvTranspose" or "DepthToSpace" or "Upsample" => "; double with Resize (nearest) and a Conv instead.",
        "LeakyRelu" or "PRelu" or "Elu" or "Selu" or "Gelu" or "HardSwish" or "Mish" or "Softplus" => "; use Relu or Clip instead.",
        "InstanceNormalization" or "GroupNormalization" or "LayerNormalization" => "; use BatchNormalization, which folds away.",
        "AveragePool" or "MaxPool" or "GlobalAveragePool" => " in a decoder.",
        _ => "; Conv, Relu, Clip, Add, Concat, Resize, BatchNormalization, ArgMax and arithmetic with constants can.",
    };
}
