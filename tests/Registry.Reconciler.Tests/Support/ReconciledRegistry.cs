using System.Text;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Releases;
using Registry.Core.Sources;
using Registry.Core.Store;
using Registry.Core.Versions;
using Registry.Git;
using Registry.Git.Emits;
using Registry.Testing;

namespace Registry.Reconciler.Tests.Support;

/// <summary>A registry with a reconciler on it. The registry is on this machine; the reconciler may see it from afar.</summary>
internal sealed class ReconciledRegistry : IAsyncDisposable
{
    public static readonly EntityName Billing = EntityName.Parse("acme/billing");

    /// <summary>A channel that follows the newest version, one that follows it after an hour, and one that people move.</summary>
    public const string Settings = """
        apiVersion: registry/v1
        kind: Registry
        name: acme
        defaultChannel: stable
        channels:
        - name: dev
          advance: newest
        - name: beta
          advance: soaked
          from: dev
          soak: 1h
        - name: stable
          advance: manual
          from: beta
        releases:
          host: directory
          path: FILES

        """;

    private readonly string _path;
    private readonly Emitter _emitter;
    private readonly GitServer? _server;

    private ReconciledRegistry(string path, GitSandbox sandbox, ManualTimeProvider time, GitServer? server)
    {
        (_path, Sandbox, Time, _server) = (path, sandbox, time, server);
        _emitter = new Emitter(path, Options);
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public GitSandbox Sandbox { get; }

    public ManualTimeProvider Time { get; }

    public GitServer Server => _server!;

    /// <summary>The registry as the reconciler sees it.</summary>
    public GitRegistryStore Store { get; private set; } = null!;

    public RegistryReconciler Reconciler { get; private set; } = null!;

    public string Files => Sandbox.Combine("files");

    public string Head => Sandbox.Run(_path, "rev-parse", "main");

    private GitRegistryStoreOptions Options => Sandbox.Options(Time) with { Home = Sandbox.Combine("state") };

#pragma warning disable CA2000 // The registry disposes of its parts.
    public static async Task<ReconciledRegistry> CreateAsync(bool remote = false)
    {
        var sandbox = new GitSandbox();
        var path = await sandbox.InitAsync();
        var time = ManualTimeProvider.AtNoon();
        var registry = new ReconciledRegistry(path, sandbox, time, remote ? new GitServer(sandbox) : null);
        await using (var store = await GitRegistryStore.OpenAsync(path, registry.Options, Token))
        {
            Dictionary<string, ReadOnlyMemory<byte>> files = new(StringComparer.Ordinal)
            {
                [RegistryPaths.Settings] = Encoding.UTF8.GetBytes(Settings.Replace("FILES", registry.Files, StringComparison.Ordinal)),
            };
            Assert.IsType<Committed<Core.Settings.RegistrySettings>>(await store.ExecuteAsync(new InitOperation("acme", files), Token));
        }

        await registry.RestartAsync();
        return registry;
    }
#pragma warning restore CA2000

    /// <summary>A new reconciler, which remembers nothing.</summary>
    public async Task RestartAsync()
    {
        if (Store is not null) await Store.DisposeAsync();
        Store = await GitRegistryStore.OpenAsync(_server?.UrlOf(_path) ?? _path, Options, Token);
        Reconciler = new RegistryReconciler(Store, new ReconcilerOptions { Time = Time });
    }

    /// <summary>A new reconciler on a machine that never saw the registry.</summary>
    public async Task ForgetCacheAsync()
    {
        await Store.DisposeAsync();
        Directory.Delete(Sandbox.Combine("state", "cache"), recursive: true);
        await RestartAsync();
    }

    public Task<Pass> RunAsync(PassKind kind = PassKind.Changes) => Reconciler.RunAsync(kind, Token);

    public async Task<VersionId> EmitAsync(string seed, EntityName? entity = null) => Assert.IsType<Emitted>(await SendAsync(seed, entity)).Outcome.Version;

    /// <summary>Hands an emit in, which waits in the inbox then.</summary>
    public async Task SubmitAsync(string seed) => Assert.IsType<Submitted>(await SendAsync(seed, entity: null));

    /// <summary>What a channel points at, as somebody who reads the registry anew sees it.</summary>
    public async Task<VersionId?> ActiveAsync(string channel, EntityName? entity = null) =>
        (await (await ReadAsync()).ChannelAsync(entity ?? Billing, channel, Token))?.Version;

    public async Task<bool> IsPublishedAsync(VersionId version, EntityName? entity = null) => await (await ReadAsync()).ReleaseAsync(entity ?? Billing, version, Token) is not null;

    /// <summary>Writes a file as somebody does who pushes what he likes.</summary>
    public void Write(string path, string content)
    {
        var script = $"commit refs/heads/main\ncommitter Hand Made <hand@example.com> {Time.Now.ToUnixTimeSeconds()} +0000\ndata 4\nhand\nfrom refs/heads/main^0\nM 100644 inline {path}\ndata {Encoding.UTF8.GetByteCount(content)}\n{content}\n\n";
        Sandbox.RunWithInput(_path, script, "fast-import", "--quiet");
    }

    /// <summary>Changes <c>registry.yaml</c> as somebody does who edits it.</summary>
    public void EditSettings(string from, string to)
    {
        var settings = Git("cat-file", "blob", "main:registry.yaml") + "\n";
        Assert.Contains(from, settings, StringComparison.Ordinal);
        var place = settings.IndexOf(from, StringComparison.Ordinal);
        Write("registry.yaml", string.Concat(settings.AsSpan(0, place), to, settings.AsSpan(place + from.Length)));
    }

    public string Git(params string[] arguments) => Sandbox.Run(_path, arguments);

    public string ContentPath(string seed)
    {
        var digest = Digest.Of(Encoding.UTF8.GetBytes(seed)).Hex;
        return Path.Combine(Files, "acme", "billing", digest[..2], digest[2..]);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await _emitter.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
        Sandbox.Dispose();
    }

    private async Task<EmitResult> SendAsync(string seed, EntityName? entity)
    {
        var file = Sandbox.Combine($"{seed}.bin");
        await File.WriteAllTextAsync(file, seed);
        var attached = FileToAttach.Measure(file, null, null, Token);
        var request = new EmitRequest { Entity = entity ?? Billing, SourceHash = Digest.Of(Encoding.UTF8.GetBytes(seed)), Files = [attached.File] };
        return await _emitter.EmitAsync(request, [attached], Token);
    }

    private async Task<RegistryReader> ReadAsync()
    {
        await Store.RefreshAsync(Token);
        return new RegistryReader(await Store.SnapshotAsync(null, Token));
    }
}
