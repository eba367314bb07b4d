using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ZkStyle.Ethereum.Abi;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;
using ZkStyle.Ethereum.Tests.Support;

namespace ZkStyle.Ethereum.Tests.Rpc;

/// <summary>Nodes that are broken, hostile, or not there.</summary>
public class JsonRpcConnectionTests
{
    private static readonly Uri s_uri = new("https://user:secret@node.example:8545/v3/secret?key=secret");

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("<html>Bad\r\ngateway</html>", "not JSON: <html>Bad  gateway</html>")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"result":"0x1""", "not JSON")]
    [InlineData("[]", "not a JSON-RPC 2.0 response")]
    [InlineData("null", "not a JSON-RPC 2.0 response")]
    [InlineData("1", "not a JSON-RPC 2.0 response")]
    [InlineData("{}", "not a JSON-RPC 2.0 response")]
    [InlineData("""{"jsonrpc":"2.0","id":ID}""", "not a JSON-RPC 2.0 response")]
    [InlineData("""{"jsonrpc":"1.0","id":ID,"result":"0x1"}""", "not a JSON-RPC 2.0 response")]
    [InlineData("""{"jsonrpc":2,"id":ID,"result":"0x1"}""", "not a JSON-RPC 2.0 response")]
    [InlineData("""{"jsonrpc":"2.0","result":"0x1"}""", "not a JSON-RPC 2.0 response")]
    [InlineData("""{"jsonrpc":"2.0","id":99,"result":"0x1"}""", "another request")]
    [InlineData("""{"jsonrpc":"2.0","id":"ID","result":"0x1"}""", "another request")]
    [InlineData("""{"jsonrpc":"2.0","id":1e400,"result":"0x1"}""", "another request")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"result":null}""", "result is not a quantity of at most 64 bits: null")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"result":1}""", "result is not a quantity")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"result":"0x01"}""", "result is not a quantity")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"result":"0x10000000000000000"}""", "result is not a quantity")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"result":"\ud800"}""", "result is not a quantity")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"result":{"a":[]}}""", "result is not a quantity")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"error":{"code":-32000,"message":"insufficient funds"}}""", "the node refused: insufficient funds (code -32000)")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"error":{"code":"x","message":{}}}""", "the node refused: no message")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"error":"broken"}""", "the node refused: no message")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"error":{"message":"\ud800"}}""", "not Unicode")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"error":{"message":"a\r\nb\u202e"}}""", "the node refused: a  b ")]
    public async Task A_wrong_answer_is_one_clear_line(string answer, string problem)
    {
        using var client = new HttpRpcClient(s_uri, handler: Responder.Text(answer));
        var e = await Assert.ThrowsAsync<RpcException>(() => client.GetBlockNumberAsync());
        Assert.StartsWith("eth_blockNumber at https://node.example:8545: ", e.Message, StringComparison.Ordinal);
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(e.Message, char.IsControl);
        // Hosted nodes take their key in the URL.
        Assert.DoesNotContain("secret", e.ToString(), StringComparison.Ordinal);
        Assert.Equal("https://node.example:8545", e.Endpoint);
    }

    [Fact]
    public async Task Long_answers_give_short_messages()
    {
        foreach (var answer in (string[])[
            $$"""{"jsonrpc":"2.0","id":ID,"result":"{{new string('z', 1 << 20)}}"}""",
            """{"jsonrpc":"2.0","id":ID,"error":{"message":"LONG"}}""".Replace("LONG", new string('z', 1 << 20), StringComparison.Ordinal),
            new string('[', 1 << 20),
            new string('z', 1 << 20)])
        {
            using var client = new HttpRpcClient(s_uri, handler: Responder.Text(answer));
            var e = await Assert.ThrowsAsync<RpcException>(() => client.GetBlockNumberAsync());
            Assert.True(e.Message.Length < 400, e.Message);
        }
    }

    [Fact]
    public async Task Answers_are_bounded_declared_or_not()
    {
        var options = new RpcOptions { MaxResponseLength = 100_000 };
        using var declared = new HttpRpcClient(s_uri, options, Responder.Text(new string(' ', 100_001)));
        Assert.Contains("longer than 100000 bytes", (await Assert.ThrowsAsync<RpcException>(() => declared.GetBlockNumberAsync())).Message, StringComparison.Ordinal);

        using var endless = new EndlessStream();
        using var undeclared = new HttpRpcClient(s_uri, options, new Responder(_ => new HttpResponseMessage { Content = new StreamContent(endless) }));
        Assert.Contains("longer than 100000 bytes", (await Assert.ThrowsAsync<RpcException>(() => undeclared.GetBlockNumberAsync())).Message, StringComparison.Ordinal);
        Assert.InRange(endless.BytesRead, 100_000, 300_000);

        using var fitting = new HttpRpcClient(s_uri, options, Responder.Text("""{"jsonrpc":"2.0","id":ID,"result":"0x7"}""" + new string(' ', 99_000)));
        Assert.Equal(7UL, await fitting.GetBlockNumberAsync());
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, "{}", "HTTP status 500")]
    [InlineData(HttpStatusCode.Unauthorized, """{"jsonrpc":"2.0","id":ID,"result":"0x1"}""", "HTTP status 401")]
    [InlineData(HttpStatusCode.Found, "{}", "HTTP status 302")]
    [InlineData(HttpStatusCode.TooManyRequests, "slow down", "HTTP 429")]
    [InlineData(HttpStatusCode.BadRequest, """{"jsonrpc":"2.0","id":ID,"error":{"code":-32602,"message":"bad params"}}""", "bad params (code -32602)")]
    public async Task Other_statuses_are_reported(HttpStatusCode status, string answer, string problem)
    {
        using var client = new HttpRpcClient(s_uri, handler: Responder.Text(answer, status));
        Assert.Contains(problem, (await Assert.ThrowsAsync<RpcException>(() => client.GetBlockNumberAsync())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"code":3,"message":"execution reverted: no","data":"DATA"}""")]
    [InlineData("""{"code":-32000,"message":"Execution reverted","data":"DATA"}""")]
    [InlineData("""{"code":3,"message":"execution reverted","data":{"message":"reverted","data":"DATA"}}""")]
    public async Task Reverts_are_told_apart_and_decoded(string error)
    {
        var data = Hex.Format(AbiError.Parse("Error(string)").Encode("no"));
        var answer = """{"jsonrpc":"2.0","id":ID,"error":""" + error.Replace("DATA", data, StringComparison.Ordinal) + "}";
        using var client = new HttpRpcClient(s_uri, handler: Responder.Text(answer));
        var e = await Assert.ThrowsAsync<ContractRevertedException>(() => client.CallAsync(new CallRequest()));
        Assert.Equal("eth_call at https://node.example:8545: the contract reverted: no.", e.Message);
        Assert.Equal(RevertKind.Message, e.Reason.Kind);
    }

    [Theory]
    [InlineData("""{"code":3}""")]
    [InlineData("""{"code":3,"data":5}""")]
    [InlineData("""{"code":3,"data":"zz"}""")]
    [InlineData("""{"code":3,"data":{"data":{"data":"0x00"}}}""")]
    public async Task Reverts_without_readable_data_have_no_reason(string error)
    {
        using var client = new HttpRpcClient(s_uri, handler: Responder.Text("""{"jsonrpc":"2.0","id":ID,"error":""" + error + "}"));
        var e = await Assert.ThrowsAsync<ContractRevertedException>(() => client.CallAsync(new CallRequest()));
        Assert.Equal(RevertKind.Empty, e.Reason.Kind);
    }

    [Fact]
    public async Task A_node_that_is_not_there_is_reported()
    {
        using var client = new HttpRpcClient(new Uri($"http://127.0.0.1:{FreePort()}"));
        var e = await Assert.ThrowsAsync<RpcException>(() => client.GetChainIdAsync());
        Assert.StartsWith("eth_chainId at http://127.0.0.1:", e.Message, StringComparison.Ordinal);
        Assert.Contains("Is a node running there?", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"jsonrpc\"")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n{\"jsonrpc\"")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n")]
    [InlineData("")]
    public async Task An_answer_cut_off_is_reported(string answer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stop = new CancellationTokenSource();
        var serving = ServeAsync(listener, answer, stop.Token);
        using var client = new HttpRpcClient(new Uri($"http://{listener.LocalEndpoint}"));
        var e = await Assert.ThrowsAsync<RpcException>(() => client.GetChainIdAsync());
        Assert.StartsWith("eth_chainId at ", e.Message, StringComparison.Ordinal);
        await stop.CancelAsync();
        await serving;
    }

    [Fact]
    public async Task A_node_that_does_not_answer_is_given_up()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new HttpRpcClient(new Uri($"http://{listener.LocalEndpoint}"), new RpcOptions { Timeout = TimeSpan.FromMilliseconds(200) });
        Assert.Contains("no answer within 0.2 s", (await Assert.ThrowsAsync<RpcException>(() => client.GetChainIdAsync())).Message, StringComparison.Ordinal);

        using var patient = new HttpRpcClient(new Uri($"http://{listener.LocalEndpoint}"));
        using var impatience = new CancellationTokenSource(100);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => patient.GetChainIdAsync(impatience.Token));
    }

    [Theory]
    [InlineData("ftp://node.example")]
    [InlineData("file:///etc/passwd")]
    [InlineData("node.example")]
    public void Other_URLs_are_refused(string uri) =>
        Assert.Throws<ArgumentException>(() => new HttpRpcClient(new Uri(uri, UriKind.RelativeOrAbsolute)));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Answers every connection with these bytes and closes it.</summary>
    private static async Task ServeAsync(TcpListener listener, string answer, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                using var connection = await listener.AcceptTcpClientAsync(stop);
                var stream = connection.GetStream();
                var request = new byte[4096];
                while (!Encoding.ASCII.GetString(request).Contains('}', StringComparison.Ordinal))
                {
                    if (await stream.ReadAsync(request, stop) == 0)
                        break;
                }

                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), stop);
            }
        }
        catch (OperationCanceledException)
        {
            Debug.Assert(stop.IsCancellationRequested);
        }
    }

    /// <summary>Blanks without end; counts how many were taken.</summary>
    private sealed class EndlessStream : Stream
    {
        public long BytesRead { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => BytesRead; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Array.Fill(buffer, (byte)' ', offset, count);
            BytesRead += count;
            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
