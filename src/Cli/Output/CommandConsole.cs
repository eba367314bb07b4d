using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace ZkStyle.Cli.Output;

/// <summary>
/// What a command says: its result on the output stream, as text or as one JSON document; progress and log
/// lines on the error stream.
/// </summary>
internal sealed class CommandConsole
{
    // Wide enough that no table wraps in a file.
    private const int RedirectedWidth = 160;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly CommandHost _host;

    /// <summary>Creates a console.</summary>
    /// <param name="host">The streams.</param>
    /// <param name="isJson">Whether the result is one JSON document.</param>
    public CommandConsole(CommandHost host, bool isJson)
    {
        _host = host;
        IsJson = isJson;
    }

    /// <summary>Whether the result is one JSON document, and bars are off.</summary>
    public bool IsJson { get; }

    /// <summary>Serializes as results are serialized.</summary>
    /// <typeparam name="T">The result's type.</typeparam>
    /// <param name="result">A record of plain values.</param>
    /// <returns>Indented JSON in camel case.</returns>
    public static string ToJson<T>(T result) => JsonSerializer.Serialize(result, s_json);

    /// <summary>Reads what <see cref="ToJson"/> wrote, in another process of this program.</summary>
    /// <typeparam name="T">The result's type.</typeparam>
    /// <param name="json">The document.</param>
    /// <returns>The result.</returns>
    /// <exception cref="CommandException">The text is no such document.</exception>
    public static T FromJson<T>(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, s_json) ?? throw new JsonException("the document is null");
        }
        catch (JsonException e)
        {
            throw new CommandException($"a child process answered with something other than its figures ({e.Message}); run the command again", e);
        }
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote to a file that may since have become anything.</summary>
    /// <typeparam name="T">The result's type.</typeparam>
    /// <param name="json">The document, UTF-8.</param>
    /// <returns>The result; null when the bytes are no such document.</returns>
    public static T? TryFromJson<T>(ReadOnlySpan<byte> json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, s_json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes a log line to the error stream.</summary>
    /// <param name="line">The line.</param>
    public void Log(string line) => _host.Error.WriteLine(line);

    /// <summary>Presents a command's result, once.</summary>
    /// <typeparam name="T">The result's type.</typeparam>
    /// <param name="result">A record of plain values, for JSON.</param>
    /// <param name="text">The same in words, when JSON was not asked for.</param>
    public void Present<T>(T result, string text)
    {
        _host.Output.WriteLine(IsJson ? ToJson(result) : text);
        _host.Output.Flush();
    }

    /// <summary>Presents a command's result as tables.</summary>
    /// <typeparam name="T">The result's type.</typeparam>
    /// <param name="result">A record of plain values, for JSON.</param>
    /// <param name="tables">The same for a person, when JSON was not asked for.</param>
    public void Present<T>(T result, params ResultTable[] tables)
    {
        if (IsJson)
        {
            Present(result, "");
            return;
        }

        var surface = CreateSurface(_host.Output, _host.OutputIsTerminal);
        foreach (var table in tables)
        {
            // Not through the surface, which would break a long line.
            if (table.Title is { } title)
                _host.Output.WriteLine(title);
            surface.Write(table.Render(_host.OutputIsTerminal));
        }

        _host.Output.Flush();
    }

    /// <summary>Does long work away from the calling thread while its progress is shown.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="title">What is being done, in a word or two.</param>
    /// <param name="work">The work; it reports to the progress it is given and watches the token itself.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What the work gave.</returns>
    public async Task<T> WatchAsync<T>(string title, Func<IPhaseProgress, T> work, CancellationToken cancellationToken)
    {
        if (IsJson)
            return await Task.Run(() => work(new SilentProgress()), cancellationToken).ConfigureAwait(false);
        if (!_host.ShowsBars)
        {
            var lines = new PlainProgress(title, _host.Error, _host.Clock);
            return await Task.Run(() => work(lines), cancellationToken).ConfigureAwait(false);
        }

        return await CreateSurface(_host.Error, isTerminal: true).Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                var bars = new BarProgress(context, title);
                var result = await Task.Run(() => work(bars), cancellationToken).ConfigureAwait(false);
                bars.Complete();
                return result;
            }).ConfigureAwait(false);
    }

    private static IAnsiConsole CreateSurface(TextWriter writer, bool isTerminal)
    {
        var surface = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isTerminal)
            surface.Profile.Width = RedirectedWidth;
        return surface;
    }
}
