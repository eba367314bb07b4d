using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using ZkStyle.Cli.Benchmarks.Processes;
using ZkStyle.Cli.Files;

namespace ZkStyle.Cli.Benchmarks.Peers;

/// <summary>
/// The peers' npm packages, in a folder of their own that nothing else needs: pinned by package-lock.json, installed by
/// <c>npm ci</c> when first used. A stamp says what the installed packages were made from; they are renamed into place
/// when complete, and a lock file that the system releases with its holder lets one process install at a time.
/// </summary>
internal sealed class PeerPackages
{
    private const string Modules = "node_modules";
    private const string StampFile = ".zkstyle-stamp";
    private const string InstallFolder = ".install";
    private const string LockFile = "lock";
    private const string Npm = "npm";
    private const string Node = "node";

    private static readonly string s_relative = Path.Combine("benchmarks", "peers");
    private static readonly string[] s_inputs = ["package.json", "package-lock.json", ".npmrc"];
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(200);

    private readonly string _root;

    /// <summary>The packages of a folder.</summary>
    /// <param name="root">The folder with package.json.</param>
    internal PeerPackages(string root) => _root = root;

    /// <summary>What the packages are made from, in hexadecimal digits: changes with every version in them.</summary>
    public string Stamp
    {
        get
        {
            var content = new StringBuilder(RuntimeInformation.RuntimeIdentifier);
            foreach (var name in s_inputs)
                content.Append('\n').Append(name).Append('\n').Append(File.ReadAllText(Path.Combine(_root, name)));
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.ToString())));
        }
    }

    /// <summary>The packages of the repository.</summary>
    /// <returns>The packages, installed or not.</returns>
    /// <exception cref="CommandException">There is no such folder; the message says where it was looked for.</exception>
    public static PeerPackages Find() => new(
        RepositoryFolder.Find(s_relative, folder => File.Exists(Path.Combine(folder, s_inputs[0])))
        ?? throw new CommandException($"{s_relative} is in no folder above {AppContext.BaseDirectory} or {Environment.CurrentDirectory}; run this inside the repository"));

    /// <summary>The path of something in the folder.</summary>
    /// <param name="parts">Its path there.</param>
    /// <returns>The path.</returns>
    public string PathOf(params string[] parts) => Path.Combine([_root, .. parts]);

    /// <summary>Runs a program of a package with Node.js.</summary>
    /// <param name="script">The program's path in the folder.</param>
    /// <param name="arguments">The words after it.</param>
    /// <returns>The command.</returns>
    public ChildCommand NodeCommand(string script, params string[] arguments) =>
        new(Node, [PathOf(script), .. arguments]) { Name = Path.GetFileNameWithoutExtension(script) };

    /// <summary>The native Barretenberg program inside its package.</summary>
    /// <returns>Its path; it may be executed.</returns>
    /// <exception cref="CommandException">There is none for this processor.</exception>
    public string Barretenberg()
    {
        var folder = RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => "amd64-linux",
            Architecture.Arm64 => "arm64-linux",
            var other => throw new CommandException($"@aztec/bb.js has no native prover for {other}; run this on an x64 or arm64 machine"),
        };
        var program = PathOf(Modules, "@aztec", "bb.js", "build", folder, "bb");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, File.GetUnixFileMode(program) | UnixFileMode.UserExecute);
        return program;
    }

    /// <summary>Installs the packages unless they are there.</summary>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="CommandException">npm is missing or failed; the message says what to do.</exception>
    public void Install(CancellationToken cancellationToken)
    {
        var stamp = Stamp;
        if (IsInstalled(stamp))
            return;
        var work = Directory.CreateDirectory(PathOf(InstallFolder)).FullName;
        using var held = Lock(Path.Combine(work, LockFile), cancellationToken);
        if (IsInstalled(stamp))
            return;

        // Whatever else lies here was left by an install that was killed: this process holds the lock.
        foreach (var abandoned in Directory.GetDirectories(work))
            Directory.Delete(abandoned, recursive: true);
        var staging = Directory.CreateDirectory(Path.Combine(work, Guid.NewGuid().ToString("N"))).FullName;
        try
        {
            foreach (var name in s_inputs)
                File.Copy(PathOf(name), Path.Combine(staging, name));
            ChildProcess.Run(
                new ChildCommand(Npm, ["ci", "--ignore-scripts", "--prefer-offline"]) { Folder = staging, Name = "npm ci" }, cancellationToken);
            var staged = Directory.CreateDirectory(Path.Combine(staging, Modules)).FullName;
            File.WriteAllText(Path.Combine(staged, StampFile), stamp);
            if (Directory.Exists(PathOf(Modules)))
                Directory.Move(PathOf(Modules), Path.Combine(staging, "previous"));
            Directory.Move(staged, PathOf(Modules));
        }
        finally
        {
            Directory.Delete(staging, recursive: true);
        }
    }

    private bool IsInstalled(string stamp)
    {
        var file = PathOf(Modules, StampFile);
        return File.Exists(file) && File.ReadAllText(file) == stamp;
    }

    private static FileStream Lock(string path, CancellationToken cancellationToken)
    {
        for (; ; )
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                cancellationToken.WaitHandle.WaitOne(s_poll);
            }
        }
    }
}
