namespace ZkStyle.Ethereum.Rpc;

/// <summary>A node could not be reached, refused a request, or answered nonsense. The message names method and endpoint.</summary>
public sealed class RpcException : Exception
{
    /// <summary>JSON-RPC's code for a method the node does not have.</summary>
    public const int MethodNotFound = -32601;

    /// <summary>Creates the exception.</summary>
    /// <param name="method">The method, such as <c>eth_call</c>.</param>
    /// <param name="endpoint">The node, without path or credentials.</param>
    /// <param name="problem">What went wrong.</param>
    /// <param name="code">The node's error code, if it gave one.</param>
    /// <param name="innerException">The cause.</param>
    public RpcException(string method, string endpoint, string problem, int? code = null, Exception? innerException = null)
        : base($"{method} at {endpoint}: {problem}", innerException)
    {
        Method = method;
        Endpoint = endpoint;
        Code = code;
    }

    /// <summary>The method.</summary>
    public string Method { get; }

    /// <summary>The node, without path or credentials.</summary>
    public string Endpoint { get; }

    /// <summary>The node's error code, if it gave one.</summary>
    public int? Code { get; }
}
