namespace ZkStyle.Prover.Fields.Bulk;

/// <summary>
/// The instructions that <see cref="VectorKernel{TModulus, TLanes, TDouble, TLong}"/> is written in, for one
/// width of vector registers. All of them exist, or are emulated exactly, on every machine.
/// </summary>
/// <typeparam name="TDouble">A vector of doubles.</typeparam>
/// <typeparam name="TLong">The vector of as many 64-bit integers.</typeparam>
public unsafe interface IVectorLanes<TDouble, TLong>
    where TDouble : struct
    where TLong : struct
{
    /// <summary>The instruction set.</summary>
    static abstract string Name { get; }

    /// <summary>Whether this machine has it.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Lanes of a vector; divides the lanes of a block.</summary>
    static abstract int Count { get; }

    /// <summary>What the bits of <see cref="HighBits"/> carry besides the upper half of the product.</summary>
    static abstract long HighOffset { get; }

    /// <summary>What the bits of <see cref="LowBits"/> carry besides the lower half of the product.</summary>
    static abstract long LowOffset { get; }

    /// <summary>Reads a vector.</summary>
    static abstract TDouble Load(double* source);

    /// <summary>Writes a vector.</summary>
    static abstract void Store(TDouble value, double* destination);

    /// <summary>The same double in every lane.</summary>
    static abstract TDouble Broadcast(double value);

    /// <summary>The same integer in every lane.</summary>
    static abstract TLong Broadcast(long value);

    /// <summary>The sum, rounded.</summary>
    static abstract TDouble Add(TDouble left, TDouble right);

    /// <summary>The difference, rounded.</summary>
    static abstract TDouble Subtract(TDouble left, TDouble right);

    /// <summary>The sum modulo 2^64.</summary>
    static abstract TLong Add(TLong left, TLong right);

    /// <summary>left * right + addend, rounded once, to nearest.</summary>
    static abstract TDouble MultiplyAdd(TDouble left, TDouble right, TDouble addend);

    /// <summary>
    /// left * right rounded to a multiple of 2^52, plus 3 * 2^103. Exact for |left * right| up to 2^103: the sum then
    /// lies where neighbouring doubles are 2^52 apart.
    /// </summary>
    static abstract TDouble High(TDouble left, TDouble right);

    /// <summary>The bits of <see cref="High"/>: an integer, the upper half plus <see cref="HighOffset"/>.</summary>
    static abstract TLong HighBits(TDouble high);

    /// <summary>The lower half, left * right less its rounded self, plus <see cref="LowOffset"/>.</summary>
    static abstract TLong LowBits(TDouble left, TDouble right, TDouble high);

    /// <summary>The lowest 52 bits of the product, as a signed double in [-2^51, 2^51].</summary>
    static abstract TDouble LowHalf(TDouble left, TDouble right);

    /// <summary>Shifts right by 52 bits; bits above become zero.</summary>
    static abstract TLong ShiftDown(TLong value);

    /// <summary>The lowest 52 bits as an integer less 2^51.</summary>
    static abstract TDouble SignedDigit(TLong value);

    /// <summary>The bits of 3 * 2^51 + x as the double x, for |x| up to 2^51.</summary>
    static abstract TDouble FromOffset(TLong value);

    /// <summary>Reads a vector of integers.</summary>
    static abstract TLong LoadBits(double* source);

    /// <summary>Writes a vector of integers.</summary>
    static abstract void StoreBits(TLong value, double* destination);

    /// <summary>The bits of doubles.</summary>
    static abstract TLong ToBits(TDouble value);

    /// <summary>The doubles that have given bits.</summary>
    static abstract TDouble FromBits(TLong value);

    /// <summary>The bits set in both.</summary>
    static abstract TLong And(TLong left, TLong right);

    /// <summary>The bits set in either.</summary>
    static abstract TLong Or(TLong left, TLong right);

    /// <summary>The bits set in one alone.</summary>
    static abstract TLong Xor(TLong left, TLong right);

    /// <summary>Shifts left.</summary>
    static abstract TLong ShiftLeft(TLong value, int bits);

    /// <summary>Shifts right; bits above become zero.</summary>
    static abstract TLong ShiftRight(TLong value, int bits);

    /// <summary>The lesser of two doubles, of which neither is NaN.</summary>
    static abstract TDouble Min(TDouble left, TDouble right);
}
