using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using ZkStyle.Ethereum.Keys;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;

namespace ZkStyle.Ethereum.LocalChain;

/// <summary>
/// A local Ethereum chain in a child process, which mines each transaction at once and ends with this object
/// or with this process, whichever is first. It listens on a free port of the loopback interface only.
/// </summary>
/// <remarks>
/// Its accounts hold play money; their keys are known to everyone. On Windows a process that is killed outright
/// leaves its chain running; elsewhere even that ends it.
/// </remarks>
public sealed class AnvilProcess : IAsyncDisposable, IDisposable
{
    private const int KeptErrorLines = 20;

    // The chain must not outlive this process, however that ends: by an unhandled exception or a signal no
    // handler of ours would run. So a watcher reads a pipe from this process, which the system closes with
    // it, and then kills the chain. The watcher holds no other stream open, and goes when the chain goes, so
    // that it never kills a stranger who got the same number.
    private const string Watched = """
        exec 3<&0
        "$0" "$@" </dev/null 3<&- &
        chain=$!
        { cat <&3; kill -9 $chain; } >/dev/null 2>&1 &
        watcher=$!
        exec 3<&-
        wait $chain
        status=$?
        kill $watcher
        exit $status
        """;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly AnvilOutput _output = new();
    private readonly Queue<string> _errors = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HttpRpcClient? _client;
    private int _disposed;

    private AnvilProcess(AnvilOptions options)
    {
        string[] command = OperatingSystem.IsWindows() ? [options.BinaryPath] : ["/bin/sh", "-c", Watched, options.BinaryPath];
        var start = new ProcessStartInfo(command[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        string[] arguments =
        [
            .. command.Skip(1),
            "--host", "127.0.0.1",
            "--port", "0",
            "--chain-id", options.ChainId.ToString(CultureInfo.InvariantCulture),
            "--hardfork", options.Hardfork,
            "--accounts", options.AccountCount.ToString(CultureInfo.InvariantCulture),
            "--color", "never",
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);

        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, e) => ReadOutput(e.Data);
        _process.ErrorDataReceived += (_, e) => ReadError(e.Data);
    }

    /// <summary>Where the chain listens.</summary>
    public Uri Endpoint { get; private set; } = null!;

    /// <summary>A client of the chain; disposed with it.</summary>
    public HttpRpcClient Client => _client!;

    /// <summary>The endowed accounts, always the same; disposed with the chain.</summary>
    public IReadOnlyList<Account> Accounts => _output.Accounts;

    /// <summary>Starts a chain and waits until it answers.</summary>
    /// <param name="options">How to start it.</param>
    /// <param name="cancellationToken">Gives up and ends the chain.</param>
    /// <returns>The chain.</returns>
    /// <exception cref="LocalChainException">The program cannot be started, ended, or did not answer in time; the message quotes its errors.</exception>
    public static async Task<AnvilProcess> StartAsync(AnvilOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var chain = new AnvilProcess(options);
        try
        {
            await chain.RunAsync(options, cancellationToken).ConfigureAwait(false);
            return chain;
        }
        catch
        {
            chain.Dispose();
            throw;
        }
    }

    /// <summary>Ends the chain; what happened on it is forgotten.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        if (End())
            _process.WaitForExit(s_patience);
        Release();
    }

    /// <inheritdoc cref="Dispose"/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        if (End())
        {
            using var patience = new CancellationTokenSource(s_patience);
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Release();
    }

    private async Task RunAsync(AnvilOptions options, CancellationToken cancellationToken)
    {
        _process.Exited += (_, _) => _listening.TrySetException(new LocalChainException("it ended"));
        AppDomain.CurrentDomain.ProcessExit += EndOnExit;
        try
        {
            _process.Start();
        }
        catch (Win32Exception e)
        {
            throw new LocalChainException($"Cannot start {options.BinaryPath}: {Excerpt.Of(e.Message)}", e);
        }

        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        try
        {
            Endpoint = await _listening.Task.WaitAsync(options.StartTimeout, cancellationToken).ConfigureAwait(false);
            _client = new HttpRpcClient(Endpoint);
            // It listens before this line is printed; the answer shows that it is this chain that listens.
            var chainId = await _client.GetChainIdAsync(cancellationToken).ConfigureAwait(false);
            if (chainId != options.ChainId)
                throw new LocalChainException($"it answers as chain {chainId}, not {options.ChainId}");
        }
        catch (Exception e) when (e is TimeoutException or LocalChainException or FormatException or RpcException)
        {
            var problem = e is TimeoutException ? $"it does not listen after {options.StartTimeout.TotalSeconds:0.###} s" : e.Message.TrimEnd('.');
            throw new LocalChainException($"The local chain {options.BinaryPath} did not start: {problem}.{ErrorsSoFar()}", e);
        }
    }

    private void ReadOutput(string? line)
    {
        // The stream is read to its end, though nothing after the start matters: a full pipe would stop the chain.
        if (line is null || _listening.Task.IsCompleted)
            return;
        try
        {
            if (_output.Read(line) is { } endPoint)
                _listening.TrySetResult(new Uri($"http://{endPoint}/"));
        }
        catch (FormatException e)
        {
            _listening.TrySetException(e);
        }
    }

    private void ReadError(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        lock (_errors)
        {
            _errors.Enqueue(Excerpt.Of(line));
            if (_errors.Count > KeptErrorLines)
                _errors.Dequeue();
        }
    }

    private string ErrorsSoFar()
    {
        // What an ended program wrote last may still be on its way.
        if (_process.WaitForExit(TimeSpan.Zero))
            _process.WaitForExit();
        lock (_errors)
            return _errors.Count == 0 ? " It wrote no error." : $" It wrote: {string.Join(" | ", _errors)}";
    }

    private void EndOnExit(object? sender, EventArgs e) => End();

    /// <summary>Makes the program end; false when it was never started.</summary>
    private bool End()
    {
        try
        {
            if (OperatingSystem.IsWindows())
                _process.Kill();
            else
                _process.StandardInput.Close();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private void Release()
    {
        AppDomain.CurrentDomain.ProcessExit -= EndOnExit;
        _client?.Dispose();
        foreach (var account in _output.Accounts)
            account.Dispose();
        _process.Dispose();
    }
}
