namespace ZkStyle.Prover.Export;

/// <summary>Yul functions that more than one assembly block of the generated contract uses.</summary>
internal static class YulFunctions
{
    /// <summary>(V2) Points from one address to another.</summary>
    public const string ArePoints =
        """
        // (V2) Points of 64 bytes: x < q, y < q, and y^2 = x^3 + 3 or (x, y) = (0, 0), the point at infinity.
        function arePoints(at, end, q) -> all {
            all := 1
            for {} lt(at, end) { at := add(at, 0x40) } {
                let x := mload(at)
                let y := mload(add(at, 0x20))
                let onCurve := eq(mulmod(y, y, q), addmod(mulmod(x, mulmod(x, x, q), q), 3, q))
                all := and(all, and(and(lt(x, q), lt(y, q)), or(onCurve, iszero(or(x, y)))))
            }
        }
        """;

    /// <summary>Square and multiply.</summary>
    public const string Power =
        """
        // base^exponent mod p, two bits a turn.
        function power(base, exponent, p) -> result {
            result := 1
            for {} exponent { exponent := shr(2, exponent) } {
                if and(exponent, 1) { result := mulmod(result, base, p) }
                base := mulmod(base, base, p)
                if and(exponent, 2) { result := mulmod(result, base, p) }
                base := mulmod(base, base, p)
            }
        }
        """;

    /// <summary>What follows a precompiled contract's failure on input that cannot make it fail.</summary>
    public const string OutOfGas =
        """
        // Reverts with InsufficientGas.
        function outOfGas() {
            mstore(0, INSUFFICIENT_GAS)
            revert(0x1c, 4)
        }
        """;
}
