using System.Text;
using System.Text.Json;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Settings;
using Registry.Core.Store;
using Registry.Core.Versions;
using Registry.Git;
using Registry.Testing;

namespace Registry.MSBuild.Tests.Support;

/// <summary>A checkout of a sample solution and a registry beside it, for one test.</summary>
internal sealed class Workspace : IDisposable
{
    private string Settings => $"""
        apiVersion: registry/v1
        kind: Registry
        name: acme
        defaultChannel: stable
        channels:
        - name: dev
          advance: newest
        - name: stable
          advance: manual
        releases:
          host: directory
          path: {Sandbox.Combine("files")}

        """;

    private readonly BuildPackage _package;
    private readonly KillingGit _git;
    private int _runs;

    private Workspace(BuildPackage package, string folder)
    {
        _package = package;
        _git = new KillingGit(Sandbox);
        Folder = Sandbox.Combine(folder);
        Registry = Sandbox.Combine("registry.git");
        File.WriteAllText(Sandbox.Combine("NuGet.Config"), package.Configuration);
        // Where dotnet builds programs of one file.
        Directory.CreateDirectory(Sandbox.Combine("home", ".local", "share"));
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public GitSandbox Sandbox { get; } = new();

    /// <summary>The folder of the solution.</summary>
    public string Folder { get; }

    /// <summary>The registry's repository.</summary>
    public string Registry { get; }

    /// <summary>Variables that builds see in addition, or instead; they do not see one that is empty.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public string Head => Sandbox.Run(Registry, "rev-parse", "main");

    /// <summary>A registry, and a checkout whose packages are restored and whose files are committed.</summary>
    /// <param name="package">The package under test.</param>
    /// <param name="layout">The files.</param>
    /// <param name="folder">The name of the checkout's folder.</param>
    public static async Task<Workspace> CreateAsync(BuildPackage package, Layout layout, string folder = "source")
    {
        var workspace = await CreateEmptyAsync(package, folder);
        await workspace.CheckOutAsync(layout, workspace.Folder);
        workspace.Sandbox.Run(workspace.Folder, "init", "-q");
        workspace.Commit();
        return workspace;
    }

    /// <summary>A registry, and a folder without anything in it.</summary>
    public static async Task<Workspace> CreateEmptyAsync(BuildPackage package, string folder = "source")
    {
        var workspace = new Workspace(package, folder);
        Directory.CreateDirectory(workspace.Folder);
        await workspace.Sandbox.InitAsync();
        await using var store = await GitRegistryStore.OpenAsync(workspace.Registry, workspace.Sandbox.Options(), Token);
        Dictionary<string, ReadOnlyMemory<byte>> files = new(StringComparer.Ordinal) { [RegistryPaths.Settings] = Encoding.UTF8.GetBytes(workspace.Settings) };
        Assert.IsType<Committed<RegistrySettings>>(await store.ExecuteAsync(new InitOperation("acme", files), Token));
        return workspace;
    }

    /// <summary>Copies a restored layout; the absolute paths that NuGet left in <c>obj</c> follow.</summary>
    public async Task CheckOutAsync(Layout layout, string folder)
    {
        var restored = await _package.RestoredAsync(layout);
        foreach (var file in Directory.EnumerateFiles(restored, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(restored, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            await File.WriteAllTextAsync(copy, (await File.ReadAllTextAsync(file, Token)).Replace(restored, folder, StringComparison.Ordinal), Token);
        }
    }

    public string PathOf(string path) => Path.Combine(Folder, path);

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), text);
    }

    /// <summary>Replaces a part of a file, which must be there.</summary>
    public void Edit(string path, string old, string replacement)
    {
        var text = File.ReadAllText(PathOf(path));
        Assert.Contains(old, text, StringComparison.Ordinal);
        Write(path, text.Replace(old, replacement, StringComparison.Ordinal));
    }

    /// <summary>Gives the class of a project another body.</summary>
    public void EditClass(string project, int number) => Write($"{project}/{project}Class.cs", Layout.Class(project, number));

    public void Commit(string message = "change", bool allowEmpty = false)
    {
        Sandbox.Run(Folder, "add", "--all");
        Sandbox.Run(Folder, ["commit", "-q", "-m", message, .. allowEmpty ? new[] { "--allow-empty" } : []]);
    }

    /// <summary><c>dotnet build --no-restore</c>.</summary>
    public Task<BuildRun> BuildAsync(params string[] arguments) => RunAsync(["build", "--no-restore", .. arguments]);

    /// <summary>Runs <c>dotnet</c> in the solution's folder, with a binary log.</summary>
    public Task<BuildRun> RunAsync(params string[] arguments) => RunAtAsync(Folder, arguments);

    /// <summary>Runs <c>dotnet</c> in a folder, with a binary log. Runs at once count git's starts together.</summary>
    public async Task<BuildRun> RunAtAsync(string folder, params string[] arguments)
    {
        var log = LogFile();
        var variables = VariablesOf(0, "before");
        var (exit, output) = await DotNet.RunAsync(folder, variables, [.. arguments, $"-bl:{log}"]);
        return new BuildRun(exit, output, log, _git.Starts);
    }

    /// <summary>A build that is killed with its <paramref name="at"/>th start of git.</summary>
    public async Task<BuildRun> BuildKilledAsync(int at, string when)
    {
        // Git kills its parent, which is to be the whole build.
        var (exit, output) = await DotNet.RunAsync(Folder, VariablesOf(at, when), ["build", "--no-restore", "-m:1", "-nodeReuse:false"]);
        return new BuildRun(exit, output, "", _git.Starts);
    }

    /// <summary>The variables that builds see.</summary>
    public IReadOnlyDictionary<string, string> VariablesOf(int killAt = 0, string when = "before")
    {
        Dictionary<string, string> variables = new(Sandbox.Environment, StringComparer.Ordinal) { ["RegistryUrl"] = Registry, [RegistryHome.Variable] = Sandbox.Combine("state") };
        foreach (var (name, value) in _package.Variables.Concat(_git.Variables(killAt, when)).Concat(Variables)) variables[name] = value;
        foreach (var name in Variables.Where(variable => variable.Value.Length == 0).Select(variable => variable.Key)) variables.Remove(name);
        return variables;
    }

    public string LogFile() => Sandbox.Combine($"{Interlocked.Increment(ref _runs)}.binlog");

    /// <summary>Emits come by an inbox from now on.</summary>
    public void UseInbox()
    {
        var settings = Settings.Replace("defaultChannel: stable\n", "defaultChannel: stable\nemits: inbox\n", StringComparison.Ordinal);
        Sandbox.RunWithInput(
            Registry, $"commit refs/heads/main\ncommitter Hand Made <hand@example.com> 1790000000 +0000\ndata 5\ninbox\nfrom refs/heads/main^0\nM 100644 inline registry.yaml\ndata {Encoding.UTF8.GetByteCount(settings)}\n{settings}\n", "fast-import", "--quiet");
    }

    /// <summary>The versions of an entity, oldest first.</summary>
    public async Task<IReadOnlyList<Manifest>> VersionsAsync(string entity)
    {
        await using var store = await GitRegistryStore.OpenAsync(Registry, Sandbox.Options(), Token);
        var reader = new RegistryReader(await store.SnapshotAsync(null, Token));
        List<Manifest> versions = [];
        var name = EntityName.Parse($"acme/{entity}");
        await foreach (var id in reader.VersionsAsync(name, Token)) versions.Add((await reader.ManifestAsync(name, id, Token))!.Manifest);
        versions.Reverse();
        return versions;
    }

    /// <summary>The newest versions of entities, as others name them that were built with them.</summary>
    public async Task<IReadOnlyList<Dependency>> NewestAsync(params string[] entities)
    {
        List<Dependency> newest = [];
        foreach (var entity in entities) newest.Add(new Dependency(EntityName.Parse($"acme/{entity}"), (await VersionsAsync(entity))[^1].Version));
        return newest;
    }

    /// <summary>The names of all entities.</summary>
    public async Task<IReadOnlyList<string>> EntitiesAsync()
    {
        await using var store = await GitRegistryStore.OpenAsync(Registry, Sandbox.Options(), Token);
        List<string> names = [];
        await foreach (var entity in new RegistryReader(await store.SnapshotAsync(null, Token)).EntitiesAsync(null, Token)) names.Add(entity.Name);
        return names;
    }

    /// <summary>How many commits there are beside the first.</summary>
    public int CountEmitCommits() => int.Parse(Sandbox.Run(Registry, "rev-list", "--count", "main"), System.Globalization.CultureInfo.InvariantCulture) - 1;

    /// <summary>What <c>registry.json</c> of a project says.</summary>
    public JsonElement EmittedOf(string project, string configuration = "Debug") =>
        JsonDocument.Parse(File.ReadAllText(PathOf($"{project}/obj/registry/{configuration}/registry.json"))).RootElement;

    /// <summary>The requests that wait in the outbox, oldest first.</summary>
    public IReadOnlyList<JsonElement> Waiting() => Directory.Exists(Sandbox.Combine("state", "outbox"))
        ? [.. Directory.EnumerateFiles(Sandbox.Combine("state", "outbox"), "request.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement)]
        : [];

    /// <summary>Fails unless git finds every object of the registry, and each sound.</summary>
    public void IsSound() => Assert.Empty(Sandbox.Run(Registry, "fsck", "--strict", "--no-dangling"));

    public void Dispose() => Sandbox.Dispose();
}
