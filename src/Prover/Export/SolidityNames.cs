using System.Text;

namespace ZkStyle.Prover.Export;

/// <summary>Makes valid, distinct Solidity identifiers of a system's names, in a way that depends on their order alone.</summary>
internal sealed class SolidityNames
{
    // What a name must not be or hide: the language's words, types and globals; Yul's instructions, which assembly cannot
    // tell from variables; the generated contract's own names.
    private static readonly HashSet<string> s_reserved =
    [
        .. ("abstract address after alias anonymous apply as assembly assert auto block bool break byte bytes calldata case "
            + "catch constant constructor continue contract copyof days default define delete do else emit enum error ether "
            + "event external fallback false final fixed for from function gwei hex hours if immutable implements import in "
            + "indexed inline int interface internal is let library macro mapping match memory minutes modifier msg mutable "
            + "new null now of override partial payable pragma private promise public pure receive reference relocatable "
            + "require return returns revert sealed seconds selfdestruct sizeof static storage string struct super supports "
            + "switch this throw transient true try tx type typedef typeof ufixed uint unchecked unicode using var view "
            + "virtual weeks wei while years abi ecrecover gasleft ripemd160 sha256 suicide").Split(' '),
        .. ("stop add sub mul div sdiv mod smod exp not lt gt slt sgt eq iszero and or xor shl shr sar clz addmod mulmod "
            + "signextend keccak256 pop mload mstore mstore8 mcopy sload sstore tload tstore msize gas balance selfbalance "
            + "caller callvalue calldataload calldatasize calldatacopy codesize codecopy extcodesize extcodecopy "
            + "returndatasize returndatacopy extcodehash create create2 call callcode delegatecall staticcall invalid log0 "
            + "log1 log2 log3 log4 chainid basefee blobbasefee origin gasprice blockhash blobhash coinbase timestamp number "
            + "difficulty prevrandao gaslimit leave datasize dataoffset datacopy loadimmutable setimmutable").Split(' '),
        .. ("key context proof valid digest verify isKey keyDigest InsufficientGas P Q INSUFFICIENT_GAS KEY_HEADER "
            + "KEY_MINIMUM_LENGTH SYSTEM_DIGEST ROOT_OF_UNITY TRANSCRIPT_LABEL PROOF_LENGTH PAIRING_GAS PAIRING_GAS_LIMIT "
            + "BATCH_LABEL Statement verifyBatch G2_X_IMAGINARY G2_X_REAL G2_Y_IMAGINARY G2_Y_REAL").Split(' '),
    ];

    private readonly HashSet<string> _taken = new(s_reserved, StringComparer.Ordinal);

    /// <summary>A name for a constant, in upper case with underscores between words.</summary>
    public string Constant(string name) => Unique(UpperSnake(name));

    /// <summary>A name for a parameter, as close to the given one as the language allows.</summary>
    public string Parameter(string name)
    {
        var text = string.Concat(name.Select(c => IsWordCharacter(c) ? c : '_'));
        if (text.Length == 0 || char.IsAsciiDigit(text[0]))
            text = '_' + text;
        return Unique(IsType(text) ? text + '_' : text);
    }

    /// <summary>Whether a text can name a contract as it is.</summary>
    public static bool IsIdentifier(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(IsWordCharacter) && !s_reserved.Contains(text) && !IsType(text);

    /// <summary>bytes7, int40, uint256 and the like are types.</summary>
    private static bool IsType(string text) =>
        text.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') is "bytes" or "int" or "uint";

    private static bool IsWordCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private static string UpperSnake(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsAsciiLetterUpper(name[i]) && (char.IsAsciiLetterLower(name[i - 1]) || char.IsAsciiDigit(name[i - 1])))
                text.Append('_');
            text.Append(IsWordCharacter(name[i]) ? char.ToUpperInvariant(name[i]) : '_');
        }

        return text.ToString();
    }

    private string Unique(string name)
    {
        while (!_taken.Add(name))
            name += '_';
        return name;
    }
}
