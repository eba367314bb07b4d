namespace ZkStyle.Quantize.Imaging;

/// <summary>A colour of 8-bit red, green and blue.</summary>
/// <param name="Red">Red.</param>
/// <param name="Green">Green.</param>
/// <param name="Blue">Blue.</param>
public readonly record struct RgbColour(byte Red, byte Green, byte Blue);
