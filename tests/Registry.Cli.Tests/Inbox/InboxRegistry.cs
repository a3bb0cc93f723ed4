using Registry.Cli.Tests.Support;
using Registry.Git;
using Registry.Reconciler;
using Registry.Reconciler.Inbox;
using Registry.Testing;

namespace Registry.Cli.Tests.Inbox;

/// <summary>How builders and the reconciler reach a registry.</summary>
public enum Way
{
    /// <summary>By its path.</summary>
    Path,

    /// <summary>By a <c>file://</c> address.</summary>
    File,

    /// <summary>By a server, with a partial clone.</summary>
    Http,
}

/// <summary>A registry with an inbox, builders that reach it in some way, and a reconciler that does too.</summary>
internal sealed class InboxRegistry : IAsyncDisposable
{
    private readonly GitServer? _server;

    private InboxRegistry(TestRegistry registry, Way way)
    {
        Registry = registry;
        _server = way == Way.Http ? new GitServer(registry.Sandbox) : null;
        Location = way switch { Way.Path => registry.Path, Way.File => new Uri(registry.Path).AbsoluteUri, _ => _server!.UrlOf(registry.Path) };
    }

    public TestRegistry Registry { get; }

    public GitSandbox Sandbox => Registry.Sandbox;

    public string Location { get; }

    /// <summary>The branches of the inbox.</summary>
    public IReadOnlyList<string> Branches => [.. Sandbox.Run(Registry.Path, "for-each-ref", "--format=%(refname:short)", "refs/heads/emit").Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    public static async Task<InboxRegistry> CreateAsync(Way way = Way.Path)
    {
#pragma warning disable CA2000 // Disposed of together with this.
        var registry = await TestRegistry.CreateAsync();
#pragma warning restore CA2000
        // A remote registry's files are at an absolute path.
        registry.Commit(new HandCommit("inbox").Write("registry.yaml", Settings.Inbox.Replace("registry/files", registry.Files, StringComparison.Ordinal)));
        registry.Sandbox.Run(registry.Path, "config", "uploadpack.allowFilter", "true");
        registry.Sandbox.Run(registry.Path, "config", "uploadpack.allowAnySHA1InWant", "true");
        return new InboxRegistry(registry, way);
    }

    /// <summary>Runs a command of a builder.</summary>
    public Task<CommandRun> RunAsync(params string[] arguments) => Registry.RunAtAsync(Location, arguments);

    /// <summary>Emits, and moves the clock on by a second.</summary>
    public async Task<CommandRun> EmitAsync(string seed, params string[] more)
    {
        var run = await RunAsync(Arguments(seed, more));
        Registry.Time.Advance(TimeSpan.FromSeconds(1));
        return run;
    }

    public string[] Arguments(string seed, params string[] more) =>
        ["emit", TestRegistry.Billing, "--source-hash", TestRegistry.HashOf(seed), "--file", Registry.FileOf(seed), "--json", .. more];

    /// <summary>Hands in an emit, which must wait then, and returns its branch.</summary>
    public async Task<string> SubmitAsync(string seed, params string[] more)
    {
        var json = (await EmitAsync(seed, more)).Ended(0).Json;
        Assert.Equal("queued", json.GetProperty("outcome").GetString());
        return json.GetProperty("branch").GetString()!;
    }

    /// <summary>One pass of a reconciler, which has nothing of its own from before, and what it did with the inbox.</summary>
    public async Task<InboxOutcome> PassAsync(IInboxReporter? reporter = null) => (await ReconcileAsync(reporter)).Inbox;

    /// <summary>One pass of a reconciler, which has nothing of its own from before.</summary>
    public async Task<Pass> ReconcileAsync(IInboxReporter? reporter = null)
    {
        var options = Sandbox.Options(Registry.Time) with { Home = Sandbox.Combine("reconciler", Guid.NewGuid().ToString("n")) };
        await using var store = await GitRegistryStore.OpenAsync(Location, options, TestRegistry.Token);
        return await ReconcileAsync(store, reporter ?? new SilentInboxReporter());
    }

    /// <summary>One pass of a reconciler.</summary>
    public static Task<Pass> ReconcileAsync(GitRegistryStore store, IInboxReporter reporter) =>
        new RegistryReconciler(store, new ReconcilerOptions { Inbox = reporter, Time = store.Options.TimeProvider }).RunAsync(PassKind.Everything, TestRegistry.Token);

    /// <summary>The ids of the versions, oldest first.</summary>
    public async Task<IReadOnlyList<string>> VersionsAsync() =>
        [.. (await Registry.DoAsync("versions", TestRegistry.Billing, "--limit", "1000", "--json")).Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("version").GetString()!).Reverse()];

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        Registry.Dispose();
    }
}
