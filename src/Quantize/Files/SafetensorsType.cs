namespace ZkStyle.Quantize.Files;

/// <summary>The element types of safetensors that these files use.</summary>
internal enum SafetensorsType
{
    /// <summary>Unsigned bytes.</summary>
    U8,

    /// <summary>Signed bytes.</summary>
    I8,

    /// <summary>32-bit signed integers.</summary>
    I32,

    /// <summary>64-bit signed integers.</summary>
    I64,

    /// <summary>IEEE single precision.</summary>
    F32,
}
