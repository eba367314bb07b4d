using ZkStyle.Ethereum.Abi;

namespace ZkStyle.Ethereum.Rpc;

/// <summary>A simulated call reverted. The message names method, endpoint and reason.</summary>
public sealed class ContractRevertedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="method">The JSON-RPC method, such as <c>eth_call</c>.</param>
    /// <param name="endpoint">The node, without path or credentials.</param>
    /// <param name="reason">Why the contract reverted.</param>
    /// <param name="innerException">The cause.</param>
    public ContractRevertedException(string method, string endpoint, RevertReason reason, Exception? innerException = null)
        : base($"{method} at {endpoint}: the contract reverted: {reason}.", innerException)
    {
        Method = method;
        Endpoint = endpoint;
        Reason = reason;
    }

    /// <summary>The JSON-RPC method.</summary>
    public string Method { get; }

    /// <summary>The node, without path or credentials.</summary>
    public string Endpoint { get; }

    /// <summary>Why the contract reverted.</summary>
    public RevertReason Reason { get; }

    /// <summary>The same failure, its reason decoded with the errors a contract declares.</summary>
    internal ContractRevertedException With(IReadOnlyList<AbiError> errors) =>
        new(Method, Endpoint, RevertReason.Decode(Reason.Data.Span, errors), this);
}
