using System.Globalization;
using System.Net;
using ZkStyle.Ethereum.Keys;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.LocalChain;

/// <summary>
/// Reads, line by line, what anvil prints when it starts: the endowed accounts, their keys, and the port it
/// listens on, which it chose itself.
/// </summary>
internal sealed class AnvilOutput
{
    private const string KeysHeading = "Private Keys";
    private const string AccountsHeading = "Available Accounts";
    private const string Listening = "Listening on ";

    private readonly List<Account> _accounts = [];
    private readonly List<Address> _addresses = [];
    private string _section = "";

    /// <summary>The endowed accounts, as far as read.</summary>
    public IReadOnlyList<Account> Accounts => _accounts;

    /// <summary>Takes the next line.</summary>
    /// <returns>Where the chain listens, on the line that says so; null on every other.</returns>
    /// <exception cref="FormatException">The line is not what anvil prints there. The message does not quote it: it may hold a key.</exception>
    public IPEndPoint? Read(string line)
    {
        if (line is KeysHeading or AccountsHeading)
        {
            _section = line;
        }
        else if (line.StartsWith('(') && line.IndexOf(") ", StringComparison.Ordinal) is var end and > 0)
        {
            var entry = line.AsSpan(end + 2);
            if (_section == AccountsHeading)
                _addresses.Add(Address.Parse(entry[..Math.Min(entry.Length, 42)].ToString()));
            else if (_section == KeysHeading)
                _accounts.Add(Account.FromPrivateKey(entry));
        }
        else if (line.StartsWith(Listening, StringComparison.Ordinal))
        {
            return IPEndPoint.TryParse(line.AsSpan(Listening.Length).Trim(), out var endPoint) && endPoint.Port != 0
                ? RequireAccounts(endPoint)
                : throw new FormatException("anvil does not say where it listens.");
        }

        return null;
    }

    /// <summary>Addresses and keys are printed apart; both lists must agree, or the output was misread.</summary>
    private IPEndPoint RequireAccounts(IPEndPoint endPoint)
    {
        if (!_accounts.Select(account => account.Address).SequenceEqual(_addresses))
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"anvil printed {_addresses.Count} accounts and {_accounts.Count} keys that do not belong together."));
        return endPoint;
    }
}
