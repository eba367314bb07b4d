namespace ZkStyle.Quantize.Calibration;

/// <summary>One convolution of a decoder that is a chain.</summary>
/// <param name="Name">The convolution's node.</param>
/// <param name="InputChannels">Channels it reads.</param>
/// <param name="Upsample">Whether its input is doubled first.</param>
/// <param name="Output">The node whose result is the link's output: the rectifier after it, or itself for the last.</param>
internal sealed record DecoderChainLink(string Name, int InputChannels, bool Upsample, string Output);
