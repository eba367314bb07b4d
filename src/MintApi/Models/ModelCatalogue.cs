using Microsoft.Extensions.Options;
using ZkStyle.Quantize.Model;

namespace ZkStyle.MintApi.Models;

/// <summary>
/// The model files of one folder. Files are read once and again when they change; one that is no model is left out
/// and logged. Safe to share among threads.
/// </summary>
internal sealed partial class ModelCatalogue
{
    private const string Pattern = "*.zkm";
    private const int MaxModels = 100;

    private readonly ILogger<ModelCatalogue> _logger;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Creates the catalogue; nothing is read yet.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="environment">Where relative folders start.</param>
    /// <param name="logger">Receives what could not be read.</param>
    public ModelCatalogue(IOptions<MintApiOptions> options, IHostEnvironment environment, ILogger<ModelCatalogue> logger)
    {
        _logger = logger;
        Folder = Path.GetFullPath(options.Value.ModelFolder, environment.ContentRootPath);
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Lists the models that are there now.</summary>
    /// <returns>The models, by name; the first hundred when there are more.</returns>
    public IReadOnlyList<ServedModel> List()
    {
        lock (_lock)
        {
            var files = Directory.Exists(Folder)
                ? new DirectoryInfo(Folder).EnumerateFiles(Pattern).OrderBy(f => f.Name, StringComparer.Ordinal).Take(MaxModels).ToArray()
                : [];
            foreach (var gone in _entries.Keys.Except(files.Select(f => f.Name)).ToArray())
                _entries.Remove(gone);
            return [.. files.Select(Refresh).OfType<ServedModel>()];
        }
    }

    /// <summary>Finds a model by its name; names never reach the file system.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The model, or null.</returns>
    public ServedModel? Find(string name) => List().FirstOrDefault(model => model.Summary.Name == name);

    private ServedModel? Refresh(FileInfo file)
    {
        var version = (file.LastWriteTimeUtc, file.Length);
        if (_entries.TryGetValue(file.Name, out var known) && known.Version == version)
            return known.Model;
        ServedModel? model = null;
        try
        {
            using var stream = file.OpenRead();
            model = ServedModel.Of(Path.GetFileNameWithoutExtension(file.Name), StyleModel.Read(stream));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            LogUnreadable(file.Name, e.Message);
        }

        _entries[file.Name] = new Entry(version, model);
        return model;
    }

    [LoggerMessage(LogLevel.Warning, "Model file {File} is left out: {Problem}")]
    private partial void LogUnreadable(string file, string problem);

    private sealed record Entry((DateTime Written, long Length) Version, ServedModel? Model);
}
