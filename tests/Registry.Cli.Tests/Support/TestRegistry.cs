using System.Text;
using Registry.Cli.Hosting;
using Registry.Cli.Output;
using Registry.Core.Operations;
using Registry.Core.Sources;
using Registry.Core.Store;
using Registry.Core.Versions;
using Registry.Git;
using Registry.Testing;

namespace Registry.Cli.Tests.Support;

/// <summary>A registry of its own for one test, with a clock that stands still, and the commands run in this process.</summary>
internal sealed class TestRegistry : IDisposable
{
    public const string Billing = "acme/billing";

    private TestRegistry(string folder) => (Path, Clock) = (Sandbox.Combine(folder), Time);

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public GitSandbox Sandbox { get; } = new();

    public ManualTimeProvider Time { get; } = ManualTimeProvider.AtNoon();

    /// <summary>The clock of the commands: <see cref="Time"/>, unless they wait for something that it would never let come.</summary>
    public TimeProvider Clock { get; set; }

    /// <summary>The repository.</summary>
    public string Path { get; }

    /// <summary>Environment variables of the commands.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>The directory that commands start from.</summary>
    public string WorkingDirectory => Directory.CreateDirectory(Sandbox.Combine("desk")).FullName;

    public string Head => Sandbox.Run(Path, "rev-parse", "main");

    /// <summary>The folder of the release host.</summary>
    public string Files => System.IO.Path.Combine(Path, File.Exists(System.IO.Path.Combine(Path, "HEAD")) ? "" : ".git", "registry", "files");

    public static async Task<TestRegistry> CreateAsync(string settings = Settings.Open, bool bare = true)
    {
        var registry = new TestRegistry(bare ? "registry.git" : "registry");
        await registry.Sandbox.InitAsync(bare ? "registry.git" : "registry", bare);
        await using var store = await GitRegistryStore.OpenAsync(registry.Path, registry.Sandbox.Options(registry.Time), Token);
        Dictionary<string, ReadOnlyMemory<byte>> files = new(StringComparer.Ordinal) { [RegistryPaths.Settings] = Encoding.UTF8.GetBytes(settings) };
        Assert.IsType<Committed<Core.Settings.RegistrySettings>>(await store.ExecuteAsync(new InitOperation("acme", files), Token));
        return registry;
    }

    /// <summary>A place with no registry in it.</summary>
    public static TestRegistry None() => new("registry.git");

    /// <summary>Runs a command on this registry.</summary>
    public Task<CommandRun> RunAsync(params string[] arguments) => RunAtAsync(Path, arguments);

    /// <summary>Runs a command on another registry, or on whatever it finds when <paramref name="location"/> is <see langword="null"/>.</summary>
    public async Task<CommandRun> RunAtAsync(string? location, params string[] arguments)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        await using var error = new StringWriter { NewLine = "\n" };
        var context = new CommandContext
        {
            Output = new ConsoleOutput(output, error, arguments.Contains("--json"), isTerminal: false, width: null),
            WorkingDirectory = WorkingDirectory,
            Home = Sandbox.Combine("state"),
            Git = Sandbox.Git,
            Time = Clock,
            Environment = name => name == CommandContext.RegistryVariable ? location : Variables.GetValueOrDefault(name),
        };
        var exit = await CommandHost.RunAsync(arguments, context, Token);
        return new CommandRun(exit, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command that must succeed.</summary>
    public async Task<CommandRun> DoAsync(params string[] arguments) => (await RunAsync(arguments)).Ended(ExitCode.Done);

    /// <summary>A source hash that depends on nothing but its name.</summary>
    public static string HashOf(string seed) => Digest.Of(Encoding.UTF8.GetBytes(seed)).ToString();

    /// <summary>A file to attach, with content that depends on its name alone.</summary>
    public string FileOf(string seed)
    {
        var file = System.IO.Path.Combine(WorkingDirectory, $"{seed}.bin");
        if (!File.Exists(file)) File.WriteAllText(file, $"content of {seed}\n");
        return file;
    }

    /// <summary>Emits a version, moves the clock on by a minute, and returns the version's id.</summary>
    public async Task<string> EmitAsync(string seed, string entity = Billing, params string[] more)
    {
        var run = await DoAsync(["emit", entity, "--source-hash", HashOf(seed), "--file", FileOf(seed), "--json", .. more]);
        Assert.Equal("created", run.Json.GetProperty("outcome").GetString());
        Time.Advance(TimeSpan.FromMinutes(1));
        return run.Json.GetProperty("version").GetString()!;
    }

    /// <summary>Points a channel of the entity at a version.</summary>
    public Task<CommandRun> PromoteAsync(string id, string channel = "stable") => DoAsync("promote", $"{Billing}@{id}", "--channel", channel);

    /// <summary>Commits files by hand.</summary>
    public void Commit(HandCommit commit, string branch = "main", string from = "refs/heads/main") =>
        Sandbox.RunWithInput(Path, commit.ToScript(branch, $"{from}^0", Time.Now), "fast-import", "--quiet", "--force");

    /// <summary>The text of a file at the newest commit.</summary>
    public string Text(string path, string revision = "main") => Sandbox.Run(Path, "cat-file", "blob", $"{revision}:{path}") + "\n";

    public static string ManifestPath(string id, string entity = Billing) => $"entities/{entity}/versions/{VersionId.Parse(id).Month}/{id}.yaml";

    public static string RecordPath(string id, string entity = Billing) => $"entities/{entity}/records/{VersionId.Parse(id).Month}/{id}.yaml";

    public static string ReleasePath(string id, string entity = Billing) => $"entities/{entity}/releases/{VersionId.Parse(id).Month}/{id}.yaml";

    public static string ChannelPath(string channel, string entity = Billing) => $"entities/{entity}/channels/{channel}.yaml";

    public static string SourcePath(string seed, string entity = Billing)
    {
        var hex = HashOf(seed)["sha256:".Length..];
        return $"entities/{entity}/sources/{hex[..2]}/{hex[2..]}";
    }

    /// <summary>Where the release host keeps the content of a file.</summary>
    public string ContentPath(string seed)
    {
        var hex = Digest.Of(File.ReadAllBytes(FileOf(seed))).Hex;
        return System.IO.Path.Combine([Files, .. Billing.Split('/'), hex[..2], hex[2..]]);
    }

    public int CountCommits() => int.Parse(Sandbox.Run(Path, "rev-list", "--count", "main"), System.Globalization.CultureInfo.InvariantCulture);

    public void Dispose() => Sandbox.Dispose();
}
