using System.Diagnostics;
using System.Text;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Releases;
using Registry.Core.Store;
using Registry.FakeGitHub;
using Registry.FakeGitHub.Access;
using Registry.Git;
using Registry.GitHub;
using Registry.GitHub.Credentials;
using Registry.GitHub.Repositories;
using Registry.Testing;
using Registry.Testing.Programs;

namespace Registry.Reconciler.Tests.Faults;

/// <summary>A registry on GitHub whose files are GitHub's releases, and processes of the command line that work on it and may be killed.</summary>
internal sealed partial class PublishingWorld : IAsyncDisposable
{
    public static readonly EntityName Billing = EntityName.Parse("acme/billing");

    private const string Settings = """
        apiVersion: registry/v1
        kind: Registry
        name: acme
        defaultChannel: stable
        channels:
        - name: dev
          advance: newest
        - name: stable
          advance: newest
          requireRelease: true
        - name: soaked
          advance: soaked
          from: dev
          soak: 1h
        releases:
          host: github
          repository: acme/registry

        """;

    private static readonly string s_commandLine = System.IO.Path.Combine(AppContext.BaseDirectory, "registry.dll");
    private static readonly RepositoryName s_name = RepositoryName.Parse("acme/registry");

    private readonly GitSandbox _sandbox = new();
    private readonly string _bare;
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private string _url = "";
    private GitHubClient _client = null!;

    private PublishingWorld() => _bare = _sandbox.Combine("registry.git");

    public FakeGitHubServer GitHub { get; private set; } = null!;

    public string Head => _sandbox.Run(_bare, "rev-parse", "main");

    /// <summary>Ends whatever a test waits for.</summary>
    public CancellationToken Token => _limit.Token;

    public static async Task<PublishingWorld> CreateAsync()
    {
        var world = new PublishingWorld();
        await world._sandbox.InitAsync();
        await using (var store = await GitRegistryStore.OpenAsync(world._bare, world._sandbox.Options(TimeProvider.System), world.Token))
        {
            Dictionary<string, ReadOnlyMemory<byte>> files = new(StringComparer.Ordinal) { [RegistryPaths.Settings] = Encoding.UTF8.GetBytes(Settings) };
            Assert.IsType<Committed<Core.Settings.RegistrySettings>>(await store.ExecuteAsync(new InitOperation("acme", files), world.Token));
        }

        world.GitHub = await FakeGitHubServer.StartAsync(world._sandbox);
        world.GitHub.AddRepository("acme/registry", world._bare);
        var token = world.GitHub.CreateToken(TokenKind.Personal, "alice", "contents: write");
        world._url = $"{world.GitHub.Url.Replace("://", $"://x-access-token:{token}@", StringComparison.Ordinal)}/acme/registry.git";
        foreach (var (name, value) in new[] { ("GITHUB_TOKEN", token), ("GITHUB_SERVER_URL", world.GitHub.Url), ("GITHUB_API_URL", world.GitHub.Url), ("REGISTRY_HOME", world._sandbox.Combine("state")) })
            world._variables[name] = value;
        world._client = new GitHubClient(new GitHubOptions { BaseAddress = new Uri(world.GitHub.Url) }, new TokenCredentials(new AccessToken(token)));
        return world;
    }

    /// <summary>Runs an emit of two files, the same for the same seed.</summary>
    /// <param name="crash">Where it is killed.</param>
    /// <param name="seed">A hexadecimal digit: what it is made from.</param>
    /// <param name="entity">Of what; of <see cref="Billing"/> when <see langword="null"/>.</param>
    public Task<int> EmitAsync(CrashPoint? crash = null, char seed = 'a', EntityName? entity = null) =>
        RunAsync(crash, "emit", (entity ?? Billing).ToString(), "--source-hash", $"sha256:{new string(seed, 64)}", "--file", FileOf(seed, "a.bin"), "--file", FileOf(seed, "b.bin"));

    public Task<int> ReconcileAsync(CrashPoint? crash = null) => RunAsync(crash, "reconcile", "--once");

    /// <summary>The requests that changed something at GitHub while something was done.</summary>
    public async Task<IReadOnlyList<string>> WritesAsync(Func<Task> work)
    {
        var before = GitHub.Requests.Count;
        await work();
        return [.. GitHub.Requests.Skip(before).Where(request => request.Method != "GET" && !request.Target.EndsWith("/git-upload-pack", StringComparison.Ordinal)).Select(request => request.ToString())];
    }

    /// <summary>What must be true whatever happened before: the invariants, and that a further pass writes nothing.</summary>
    public async Task AssertSettledAsync(Func<Task> pass)
    {
        await AssertInvariantsAsync();
        var head = Head;
        Assert.Empty(await WritesAsync(pass));
        Assert.Equal(head, Head);
    }

    /// <summary>Published and recorded are the same, with the same files; the history is a line, and no move was made twice.</summary>
    public async Task AssertInvariantsAsync()
    {
        await using var store = await GitRegistryStore.OpenAsync(_bare, _sandbox.Options(TimeProvider.System), Token);
        var registry = new RegistryReader(await store.SnapshotAsync(null, Token));
        Dictionary<string, (HostedVersion Version, ReleaseRecord Record)> recorded = new(StringComparer.Ordinal);
        foreach (var entity in Entities())
            await foreach (var id in registry.VersionsAsync(entity, Token))
                if (await HostedVersion.FindAsync(registry, entity, id, Token) is { Release: { } release } version)
                    recorded[release.Tag] = (version, release);

        var releases = await _client.Releases.ListAsync(s_name, Token).ToListAsync(Token);
        // Published and recorded are the same, once each, and nothing is left over.
        Assert.Equal(recorded.Keys.Order(StringComparer.Ordinal), releases.Select(release => release.TagName).Order(StringComparer.Ordinal));
        Assert.All(releases, release => Assert.False(release.Draft));
        foreach (var release in releases)
        {
            var (version, record) = recorded[release.TagName];
            var assets = await _client.Assets.ListAsync(s_name, release.Id, Token).ToListAsync(Token);
            Assert.Equal(version.Files.Select(file => (file.Name, (long?)file.Size, file.Sha256)).Order(), assets.Select(asset => (asset.Name, (long?)asset.Size, asset.Sha256!)).Order());
            Assert.Equal(record.ReleaseId, release.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        // The history is a line, and no move was made twice.
        Assert.Equal("0", _sandbox.Run(_bare, "rev-list", "--count", "--merges", "main"));
        var keys = _sandbox.Run(_bare, "log", "--format=%(trailers:key=Registry-Key,valueonly,separator=%x0A)", "main").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(keys.Distinct(StringComparer.Ordinal), keys);
        _sandbox.Run(_bare, "fsck", "--strict");
    }

    /// <summary>How many versions there are.</summary>
    public int CountVersions() => _sandbox.Run(_bare, "ls-tree", "-r", "--name-only", "main", "entities/acme/billing/versions/").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services) await service.DisposeAsync();
        _limit.Dispose();
        _client.Dispose();
        await GitHub.DisposeAsync();
        _sandbox.Dispose();
    }

    private string FileOf(char seed, string name)
    {
        var file = System.IO.Path.Combine(Directory.CreateDirectory(_sandbox.Combine($"files-{seed}")).FullName, name);
        File.WriteAllText(file, $"content of {name} for {seed}");
        return file;
    }

    /// <summary>The entities that there are.</summary>
    private IEnumerable<EntityName> Entities() =>
        _sandbox.Run(_bare, "ls-tree", "-d", "--name-only", "main", "entities/acme/").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(path => EntityName.Parse(path["entities/".Length..]));

    /// <summary>Runs a process, which is killed when it comes to the crash point.</summary>
    /// <returns>Its exit code.</returns>
    private async Task<int> RunAsync(CrashPoint? crash, params IEnumerable<string> arguments)
    {
        using var process = new Process { StartInfo = StartOf(Tool.Require("dotnet"), [s_commandLine, "--registry", _url, .. arguments]) };
        var left = crash?.Occurrence ?? 0;
        var isKilled = false;
        GitHub.Cut = (request, moment) =>
        {
            if (crash is null || isKilled || moment != crash.Moment || request.Operation != crash.Operation || --left > 0) return isKilled;
            isKilled = true;
            process.Kill(entireProcessTree: true);
            return true;
        };
        process.Start();
        var error = process.StandardError.ReadToEndAsync(Token);
        await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        GitHub.Cut = null;
        Assert.True(crash is null || isKilled, $"the process never came to {crash}: {await error}");
        Assert.True(crash is not null || process.ExitCode == 0, await error);
        return process.ExitCode;
    }

    private ProcessStartInfo StartOf(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = _sandbox.Path };
        start.Environment.Clear();
        foreach (var (name, value) in _sandbox.Environment.Concat(_variables)) start.Environment[name] = value;
        return start;
    }
}
