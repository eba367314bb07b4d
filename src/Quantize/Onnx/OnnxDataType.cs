namespace ZkStyle.Quantize.Onnx;

/// <summary>The element types of ONNX tensors that decoders use, by their numbers in the format (onnx.proto, TensorProto.DataType).</summary>
internal enum OnnxDataType
{
    /// <summary>IEEE single precision.</summary>
    Float = 1,

    /// <summary>Unsigned bytes.</summary>
    UInt8 = 2,

    /// <summary>Signed bytes.</summary>
    Int8 = 3,

    /// <summary>32-bit signed integers.</summary>
    Int32 = 6,

    /// <summary>64-bit signed integers.</summary>
    Int64 = 7,

    /// <summary>IEEE half precision.</summary>
    Float16 = 10,

    /// <summary>IEEE double precision.</summary>
    Double = 11,
}
