using System.Globalization;
using System.Numerics;

namespace ZkStyle.Prover.Export;

/// <summary>
/// Puts together Yul expressions over the scalar field. What would nest too deep for the EVM, whose instructions
/// reach 16 stack slots, is first stored in memory.
/// </summary>
internal sealed class YulArithmetic(MemoryMap memory, SourceWriter writer)
{
    /// <summary>Each level keeps at most two slots waiting; the rest is left to the variables around.</summary>
    private const int MaximumHeight = 4;

    /// <summary>The value of an integer in [0, p).</summary>
    public static YulExpression Literal(BigInteger value)
    {
        var negative = Fr.Modulus - value;
        return negative < (BigInteger.One << 64) ? new YulExpression($"sub(p, {Number(negative)})", 1) : new YulExpression(Number(value));
    }

    /// <summary>A number as the source writes it.</summary>
    public static string Number(BigInteger value) => value < 1_000_000
        ? value.ToString(CultureInfo.InvariantCulture)
        : "0x" + value.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');

    public YulExpression Add(YulExpression left, YulExpression right) => Call("addmod", left, right);

    /// <summary>left - right; p - right is at most p, which addmod reduces.</summary>
    public YulExpression Subtract(YulExpression left, YulExpression right) => Call("addmod", left, Complement(right));

    public YulExpression Multiply(YulExpression left, YulExpression right) =>
        left.Text == "1" ? right : right.Text == "1" ? left : Call("mulmod", left, right);

    /// <summary>p - value: congruent to its negative, and not canonical where the value is zero.</summary>
    public YulExpression Complement(YulExpression value)
    {
        var operand = Fit(Canonical(value));
        return new YulExpression($"sub(p, {operand.Text})", operand.Height + 1, IsCanonical: false);
    }

    /// <summary>The same value below p.</summary>
    public YulExpression Canonical(YulExpression value)
    {
        if (value.IsCanonical)
            return value;
        return value.Height < MaximumHeight ? new YulExpression($"mod({value.Text}, p)", value.Height + 1) : Keep(value);
    }

    /// <summary>A call of a function of two numbers and p, whose value is canonical.</summary>
    public YulExpression Call(string function, YulExpression left, YulExpression right)
    {
        var (a, b) = (Fit(left), Fit(right));
        return new YulExpression($"{function}({a.Text}, {b.Text}, p)", 1 + Math.Max(a.Height, b.Height));
    }

    /// <summary>A call of a function of one number and p, whose value is canonical.</summary>
    public YulExpression Call(string function, YulExpression operand)
    {
        var a = Fit(Canonical(operand));
        return new YulExpression($"{function}({a.Text}, p)", 1 + a.Height);
    }

    /// <summary>Writes a statement that stores an expression, and returns what reads it.</summary>
    public YulExpression Store(MemoryRegion place, YulExpression value)
    {
        writer.Line($"mstore({place.Name}, {(value.IsCanonical ? value.Text : $"mod({value.Text}, p)")})");
        return new YulExpression(place.Load());
    }

    /// <summary>Stores an expression in a place of its own.</summary>
    public YulExpression Keep(YulExpression value) =>
        Store(memory.AddNumbered("value", "an intermediate value"), value);

    /// <summary>Stores an expression in a place of its own and clears the variable <c>ok</c> if it is zero.</summary>
    public YulExpression KeepNonZero(YulExpression value)
    {
        var kept = Keep(value);
        writer.Line($"if iszero({kept.Text}) {{ ok := 0 }}");
        return kept;
    }

    private YulExpression Fit(YulExpression value) => value.Height < MaximumHeight ? value : Keep(value);
}
