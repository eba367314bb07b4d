namespace ZkStyle.Circuit.Reports;

/// <summary>
/// What the same network would cost in this layout at another precision. A precision of b bits makes every step
/// 2^(b-8) times finer than INT8, for weights as for activations, so remainders grow to b + 8 bits and every q
/// interval by 2^(b-8).
/// </summary>
/// <param name="Bits">b, the bits of weights and activations.</param>
/// <param name="RemainderBits">Bits of the requantization's remainder.</param>
/// <param name="TableRows">Rows of a table that lists every remainder and every q, as INT8's does.</param>
/// <param name="TableLogSize">log2 of the rows that such a table forces on the circuit.</param>
/// <param name="LookupsPerActivation">Lookups when remainder and q are cut into limbs of 16 bits instead.</param>
/// <param name="LimbRows">Rows with limbs, at this layout's two lookups a row.</param>
/// <param name="LimbLogSize">log2 of the circuit's rows with limbs.</param>
/// <param name="RelativeSize">The smaller circuit's rows over those of INT8.</param>
public sealed record PrecisionCost(
    int Bits, int RemainderBits, double TableRows, int TableLogSize, int LookupsPerActivation, long LimbRows, int LimbLogSize,
    double RelativeSize);
