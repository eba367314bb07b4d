using System.Text;

namespace ZkStyle.Prover.Export;

/// <summary>Makes valid, distinct Solidity identifiers of a system's names, in a way that depends on their order alone.</summary>
internal sealed class SolidityNames
{
    // Keywords, reserved words, elementary types and globals that a parameter's name must not be or hide, and the
    // other parameters and functions of the generated contract.
    private static readonly HashSet<string> s_reserved =
    [
        .. ("abstract address after alias anonymous apply as assembly assert auto basefee block bool break byte bytes "
            + "calldata case catch constant constructor continue copyof days default define delete do else emit enum error "
            + "ether event external fallback false final fixed for from function gwei hex hours if immutable implements "
            + "import in indexed inline int interface internal is let library macro mapping match memory minutes modifier "
            + "msg mutable new null now of override partial payable pragma private promise public pure receive reference "
            + "relocatable require return returns revert sealed seconds selfdestruct sizeof static storage string struct "
            + "super supports switch this throw transient true try tx type typedef typeof ufixed uint unchecked unicode "
            + "using var view virtual weeks wei while years abi addmod blobhash blockhash ecrecover gasleft keccak256 "
            + "mulmod ripemd160 sha256 suicide "
            + "key context proof valid verify isKey keyDigest digest").Split(' '),
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
        // bytes7, int40, uint256 and the like are types.
        var stem = text.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return Unique(stem is "bytes" or "int" or "uint" ? text + '_' : text);
    }

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
