using System.Text;
using Registry.Core.Operations;
using Registry.Core.Store;
using Registry.Git;
using Registry.Testing;

namespace Registry.Server.Tests.Support;

/// <summary>A registry, and what a test says about it.</summary>
public abstract class ServerTestBase : IAsyncLifetime
{
    private const string Settings =
        """
        apiVersion: registry/v1
        kind: Registry
        name: acme
        defaultChannel: dev
        channels:
        - name: dev
          advance: newest
        releases:
          host: directory

        """;

    private protected GitSandbox Sandbox { get; } = new();

    private protected string Registry { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Registry = await Sandbox.InitAsync("registry.git");
        await using var store = await GitRegistryStore.OpenAsync(Registry, Sandbox.Options(), TestServer.Token);
        Dictionary<string, ReadOnlyMemory<byte>> files = new(StringComparer.Ordinal) { [RegistryPaths.Settings] = Encoding.UTF8.GetBytes(Settings.ReplaceLineEndings("\n")) };
        Assert.IsType<Committed<Core.Settings.RegistrySettings>>(await store.ExecuteAsync(new InitOperation("acme", files), TestServer.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await DisposeServersAsync();
        Sandbox.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Emits a version, which a pass then has to move a channel to.</summary>
    private protected async Task EmitAsync()
    {
        await using var store = await GitRegistryStore.OpenAsync(Registry, Sandbox.Options(), TestServer.Token);
        var source = Core.Sources.Digest.Of(Encoding.UTF8.GetBytes("source"));
        var request = new EmitRequest
        {
            Entity = Core.Entities.EntityName.Parse("acme/billing"),
            SourceHash = source,
            Files = [new Core.Versions.VersionFile { Name = "a.zip", Size = 1, Sha256 = source }],
        };
        Assert.IsType<Committed<EmitOutcome>>(await store.ExecuteAsync(new EmitOperation(request), TestServer.Token));
    }

    private protected bool HasChannel => Sandbox.Run(Registry, "ls-tree", "-r", "--name-only", "main").Contains("entities/acme/billing/channels/dev.yaml", StringComparison.Ordinal);

    private protected string LeaseText => Sandbox.Run(Registry, "for-each-ref", "--format=%(contents)", "refs/registry/lease");

    private protected virtual ValueTask DisposeServersAsync() => ValueTask.CompletedTask;
}
