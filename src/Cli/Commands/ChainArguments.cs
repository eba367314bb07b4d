using System.CommandLine;
using System.Numerics;
using ZkStyle.Cli.Chain;
using ZkStyle.Cli.Files;
using ZkStyle.Ethereum.Keys;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;

namespace ZkStyle.Cli.Commands;

/// <summary>The options of commands that speak to a chain. Private keys come from a variable or a file: other users see arguments.</summary>
internal sealed class ChainArguments
{
    /// <summary>The variable with the sender's private key.</summary>
    public const string KeyVariable = "ZKSTYLE_PRIVATE_KEY";

    private const string StandardRpc = "http://127.0.0.1:8545";

    private readonly Option<string> _rpc = new("--rpc")
    {
        Description = "The node's http or https URL",
        HelpName = "URL",
        DefaultValueFactory = _ => StandardRpc,
    };

    private readonly Option<string> _deployment = new("--deployment")
    {
        Description = "The file with the addresses, as deploy and register write it",
        HelpName = "JSON",
        DefaultValueFactory = _ => DeploymentFile.StandardName,
    };

    private readonly Option<string?> _keyFile = new("--key-file")
    {
        Description = $"A file with the sender's private key, 64 hexadecimal digits; otherwise it is taken from {KeyVariable}",
        HelpName = "FILE",
    };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="sends">Whether the command sends transactions.</param>
    public void AddTo(Command command, bool sends)
    {
        command.Options.Add(_rpc);
        command.Options.Add(_deployment);
        if (sends)
            command.Options.Add(_keyFile);
    }

    /// <summary>An account as an option.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="description">Whose it is.</param>
    public static Option<Address?> Account(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "ADDRESS",
        CustomParser = result =>
        {
            if (Address.TryParse(result.Tokens[0].Value, out var address))
                return address;
            result.AddError($"{name} takes an address, 0x and 40 hexadecimal digits with a right checksum, got '{result.Tokens[0].Value}'.");
            return null;
        },
    };

    /// <summary>An amount of ether as an option.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="description">What it is for.</param>
    public static Option<BigInteger> Ether(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "ETH",
        CustomParser = result =>
        {
            if (!EtherAmount.TryParse(result.Tokens[0].Value, out var wei))
                result.AddError($"{name} takes an amount of ether such as 0.05, below 2^96 wei, got '{result.Tokens[0].Value}'.");
            return wei;
        },
    };

    /// <summary>A client of the named node.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>The client; nothing is sent yet.</returns>
    /// <exception cref="CommandException">The URL is none.</exception>
    public HttpRpcClient Connect(ParseResult parsed)
    {
        // Not quoted in the error: the URLs of hosted nodes hold the access key.
        return Uri.TryCreate(parsed.GetValue(_rpc), UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? new HttpRpcClient(uri)
            : throw new CommandException($"--rpc takes an http or https URL such as {StandardRpc}");
    }

    /// <summary>The sending account.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>The account; the caller disposes it.</returns>
    /// <exception cref="CommandException">There is no key, or none that can be used; the message does not show it.</exception>
    public Account Sender(ParseResult parsed)
    {
        if (parsed.GetValue(_keyFile) is { } file)
        {
            InputFile.RequireExists(file, "key file");
            return Ethereum.Keys.Account.FromKeyFile(file);
        }

        var key = Environment.GetEnvironmentVariable(KeyVariable);
        if (string.IsNullOrWhiteSpace(key))
            throw new CommandException($"there is no private key to sign with; set {KeyVariable}, or name a file with --key-file");
        try
        {
            return Ethereum.Keys.Account.FromPrivateKey(key);
        }
        catch (FormatException e)
        {
            throw new CommandException($"{KeyVariable} holds no private key: {e.Message}", e);
        }
    }

    /// <summary>Path of the deployment file.</summary>
    /// <param name="parsed">The command line.</param>
    public string DeploymentPath(ParseResult parsed) => parsed.GetValue(_deployment)!;

    /// <summary>Reads the deployment file and makes sure that the node is of its chain.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="client">The node.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The addresses.</returns>
    /// <exception cref="CommandException">No such file, or of another chain.</exception>
    public async Task<DeploymentFile> DeploymentAsync(ParseResult parsed, HttpRpcClient client, CancellationToken cancellationToken)
    {
        var path = DeploymentPath(parsed);
        var deployment = DeploymentFile.Read(path);
        var chainId = await client.GetChainIdAsync(cancellationToken).ConfigureAwait(false);
        return chainId == deployment.ChainId
            ? deployment
            : throw new CommandException($"{path} is of chain {deployment.ChainId}, {client.Endpoint} of chain {chainId}; name the right one with --rpc or --deployment");
    }

    /// <summary>The collection that is meant: the one named, or the deployment's.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="named">The option that names one.</param>
    /// <param name="client">The node.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its address.</returns>
    /// <exception cref="CommandException">There is none.</exception>
    public async Task<Address> CollectionAsync(ParseResult parsed, Option<Address?> named, HttpRpcClient client, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(named) is { } address)
            return address;
        var deployment = await DeploymentAsync(parsed, client, cancellationToken).ConfigureAwait(false);
        return deployment.Collection is { } collection
            ? Address.Parse(collection)
            : throw new CommandException($"{DeploymentPath(parsed)} names no collection yet; open one with zkstyle register, or name it with --collection");
    }
}
