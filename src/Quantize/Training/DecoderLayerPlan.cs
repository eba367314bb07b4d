namespace ZkStyle.Quantize.Training;

/// <summary>One 3x3 convolution of a decoder to be trained.</summary>
/// <param name="OutputChannels">Channels of its output.</param>
/// <param name="Upsample">Whether its input is doubled (nearest) first.</param>
public sealed record DecoderLayerPlan(int OutputChannels, bool Upsample);
