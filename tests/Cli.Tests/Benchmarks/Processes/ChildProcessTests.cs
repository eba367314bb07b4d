using System.Diagnostics;
using ZkStyle.Cli.Benchmarks.Processes;

namespace ZkStyle.Cli.Tests.Benchmarks.Processes;

public class ChildProcessTests
{
    [Fact]
    public void What_a_process_takes_is_measured_from_outside()
    {
        // About 100 MiB of memory, and enough work to be charged for.
        var script = "const b = Buffer.alloc(100 << 20, 1); let s = 0; for (let i = 0; i < 3e8; i++) s = (s + i) | 0; console.log(b.length, s !== 0.5)";

        var outcome = ChildProcess.Run(new ChildCommand("node", ["-e", script]) { Processors = ProcessorSet.For(1) }, CancellationToken.None);

        Assert.Equal("104857600 true", outcome.Output.Trim());
        Assert.InRange(outcome.Cost.PeakMemoryBytes, 100L << 20, 1L << 30);
        Assert.InRange(outcome.Cost.ProcessorSeconds, 0.1, 600);
        Assert.True(outcome.Cost.Milliseconds > 0);
    }

    [Fact]
    public void A_failure_comes_with_the_last_words()
    {
        var command = new ChildCommand("node", ["-e", "console.error('it is\\nbroken'); process.exit(3)"]);

        var failure = Assert.Throws<CommandException>(() => ChildProcess.Run(command, CancellationToken.None));

        Assert.Equal("node ended with exit code 3: it is broken", failure.Message);
        Assert.Equal(3, ChildProcess.RunAny(command, CancellationToken.None).ExitCode);
    }

    [Fact]
    public void A_missing_program_is_named()
    {
        var failure = Assert.Throws<CommandException>(
            () => ChildProcess.Run(new ChildCommand("zkstyle-no-such-program", []), CancellationToken.None));

        Assert.Contains("zkstyle-no-such-program cannot be started", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_kills_the_process_and_what_it_started()
    {
        // The child starts another one and says its number; both would go on for minutes.
        const string Script = """
            const child = require('child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 6e5)']);
            require('fs').writeFileSync(process.argv[1], String(child.pid));
            setTimeout(() => {}, 6e5);
            """;
        using var folder = new Support.TemporaryFolder();
        var file = folder["pid"];
        using var stop = new CancellationTokenSource();
        var run = Task.Run(() => ChildProcess.Run(new ChildCommand("node", ["-e", Script, file]), stop.Token));
        while (!File.Exists(file) || new FileInfo(file).Length == 0)
            await Task.Delay(10);

        await stop.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => run);
        var grandchild = int.Parse(File.ReadAllText(file), System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(await HasEndedAsync(grandchild), "What the process started still runs.");
    }

    private static async Task<bool> HasEndedAsync(int id)
    {
        for (var i = 0; i < 500; i++)
        {
            try
            {
                // An ended process whose parent is gone too may linger until the system collects it.
                using var process = Process.GetProcessById(id);
                if (process.HasExited || File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal))
                    return true;
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException)
            {
                return true;
            }

            await Task.Delay(20);
        }

        return false;
    }
}
