using System.Diagnostics.CodeAnalysis;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Abi;

/// <summary>All a contract offers: constructor, functions, events, errors.</summary>
public sealed class ContractAbi
{
    private readonly Dictionary<string, AbiFunction> _functions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AbiEvent> _events = new(StringComparer.Ordinal);

    /// <summary>Creates a contract's interface.</summary>
    /// <param name="functions">Its functions; no two with the same signature.</param>
    /// <param name="events">Its events; no two with the same signature.</param>
    /// <param name="errors">Its errors.</param>
    /// <param name="constructor">The constructor's arguments.</param>
    /// <exception cref="FormatException">Two functions or two events have the same signature.</exception>
    public ContractAbi(
        IReadOnlyList<AbiFunction> functions,
        IReadOnlyList<AbiEvent>? events = null,
        IReadOnlyList<AbiError>? errors = null,
        IReadOnlyList<AbiParameter>? constructor = null)
    {
        ArgumentNullException.ThrowIfNull(functions);
        Functions = functions;
        Events = events ?? [];
        Errors = errors ?? [];
        Constructor = constructor ?? [];
        foreach (var function in Functions)
        {
            if (!_functions.TryAdd(function.Signature, function))
                throw new FormatException($"The ABI declares {Excerpt.Of(function.Signature)} twice.");
        }

        foreach (var logged in Events)
        {
            if (!_events.TryAdd(logged.Signature, logged))
                throw new FormatException($"The ABI declares event {Excerpt.Of(logged.Signature)} twice.");
        }
    }

    /// <summary>The functions.</summary>
    public IReadOnlyList<AbiFunction> Functions { get; }

    /// <summary>The events.</summary>
    public IReadOnlyList<AbiEvent> Events { get; }

    /// <summary>The errors.</summary>
    public IReadOnlyList<AbiError> Errors { get; }

    /// <summary>The constructor's arguments.</summary>
    public IReadOnlyList<AbiParameter> Constructor { get; }

    /// <summary>Reads the JSON array that a Solidity compiler writes.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The interface.</returns>
    /// <exception cref="FormatException">Not such an array; the message names the entry.</exception>
    public static ContractAbi FromJson(string json) => AbiJsonReader.Read(json);

    /// <summary>
    /// Reads declarations as Solidity writes them, each beginning with <c>function</c>, <c>event</c>,
    /// <c>error</c> or <c>constructor</c>.
    /// </summary>
    /// <param name="declarations">The declarations.</param>
    /// <returns>The interface.</returns>
    /// <exception cref="FormatException">A declaration is malformed.</exception>
    public static ContractAbi Parse(params IReadOnlyList<string> declarations)
    {
        ArgumentNullException.ThrowIfNull(declarations);
        var functions = new List<AbiFunction>();
        var events = new List<AbiEvent>();
        var errors = new List<AbiError>();
        IReadOnlyList<AbiParameter>? constructor = null;
        foreach (var declaration in declarations)
        {
            var reader = new AbiSignatureReader(declaration);
            switch (reader.ReadWord())
            {
                case "function":
                    functions.Add(AbiFunction.Parse(declaration));
                    break;
                case "event":
                    events.Add(AbiEvent.Parse(declaration));
                    break;
                case "error":
                    errors.Add(AbiError.Parse(declaration));
                    break;
                case "constructor" when constructor is null:
                    constructor = reader.ReadParameters();
                    reader.RequireEnd();
                    break;
                default:
                    throw reader.Fail("it is neither function, event, error nor the one constructor");
            }
        }

        return new(functions, events, errors, constructor);
    }

    /// <summary>Finds a function.</summary>
    /// <param name="nameOrSignature">Its name, or its signature where several functions share the name.</param>
    /// <returns>The function.</returns>
    /// <exception cref="ArgumentException">There is none, or several; the message lists them.</exception>
    public AbiFunction Function(string nameOrSignature) =>
        Find(_functions, Functions, f => f.Name, f => f.Signature, nameOrSignature, "function");

    /// <summary>Finds an event.</summary>
    /// <param name="nameOrSignature">Its name, or its signature where several events share the name.</param>
    /// <returns>The event.</returns>
    /// <exception cref="ArgumentException">There is none, or several; the message lists them.</exception>
    public AbiEvent Event(string nameOrSignature) =>
        Find(_events, Events, e => e.Name, e => e.Signature, nameOrSignature, "event");

    /// <summary>Finds the function that calldata call.</summary>
    /// <param name="calldata">The calldata.</param>
    /// <param name="function">The function, if the contract has it.</param>
    /// <returns>Whether the contract has it.</returns>
    public bool TryFindCalled(ReadOnlySpan<byte> calldata, [NotNullWhen(true)] out AbiFunction? function)
    {
        function = null;
        foreach (var candidate in Functions)
        {
            if (candidate.IsCalledBy(calldata))
                function = candidate;
        }

        return function is not null;
    }

    /// <summary>Finds the event that a log is of. Anonymous events, which nothing identifies, are left out.</summary>
    /// <param name="topics">The log's topics.</param>
    /// <param name="logged">The event, if the contract has it.</param>
    /// <returns>Whether the contract has it.</returns>
    public bool TryFindLogged(IReadOnlyList<Bytes32> topics, [NotNullWhen(true)] out AbiEvent? logged)
    {
        logged = Events.FirstOrDefault(e => !e.IsAnonymous && e.Matches(topics));
        return logged is not null;
    }

    private static T Find<T>(Dictionary<string, T> bySignature, IReadOnlyList<T> all, Func<T, string> name, Func<T, string> signature, string wanted, string what)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        if (bySignature.TryGetValue(wanted, out var found))
            return found;
        T[] named = [.. all.Where(item => name(item) == wanted)];
        return named.Length switch
        {
            1 => named[0],
            0 => throw new ArgumentException($"The contract has no {what} {wanted}.", nameof(wanted)),
            _ => throw new ArgumentException($"The contract has several {what}s {wanted}; name one of {string.Join(", ", named.Select(signature))}.", nameof(wanted)),
        };
    }
}
