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

    /// <summary>A step of a sum whose factor may be 1; needs <see cref="AddMultiple"/>.</summary>
    public const string AddCoefficient =
        """
        // The same with a batch's coefficient, which is 1 for its first proof and for one alone.
        function addCoefficient(sum, point, factor) {
            switch factor
            case 1 {
                mcopy(add(sum, 0x40), point, 0x40)
                if iszero(staticcall(gas(), 6, sum, 0x80, sum, 0x40)) { outOfGas() }
            }
            default { addMultiple(sum, point, factor) }
        }
        """;

    /// <summary>A step of a sum of points; needs <see cref="OutOfGas"/>.</summary>
    public const string AddMultiple =
        """
        // Adds a point times a factor to a sum; behind the sum are three words for the term. All points are on the curve, so
        // the precompiled contracts 7 (ecMul) and 6 (ecAdd) fail for lack of gas only.
        function addMultiple(sum, point, factor) {
            let term := add(sum, 0x40)
            mcopy(term, point, 0x40)
            mstore(add(sum, 0x80), factor)
            let done := staticcall(gas(), 7, term, 0x60, term, 0x40)
            if iszero(and(done, staticcall(gas(), 6, sum, 0x80, sum, 0x40))) { outOfGas() }
        }
        """;
}
