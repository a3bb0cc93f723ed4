using Registry.Git.Tests.Support;
using Registry.Testing;

namespace Registry.Git.Tests.Leases;

/// <summary>A registry that several want to write to: reached as a directory, or as a remote.</summary>
public abstract class LeaseTestBase : IAsyncLifetime
{
    private readonly List<LeaseParty> _parties = [];

    private protected GitSandbox Sandbox { get; } = new();

    private protected string Origin { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Origin = await Sandbox.InitAsync("origin.git");
        await using var store = await GitRegistryStore.OpenAsync(Origin, Sandbox.Options(), StoreAssertions.Token);
        await store.CommitAsync(("registry.yaml", "one"));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var party in _parties) await party.DisposeAsync();
        Sandbox.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected async Task<LeaseParty> JoinAsync(bool isRemote, string name) => await JoinAsync(isRemote ? $"file://{Origin}" : Origin, name);

    private protected async Task<LeaseParty> JoinAsync(string location, string name)
    {
        var party = await LeaseParty.JoinAsync(Sandbox, location, name);
        _parties.Add(party);
        return party;
    }

    private protected string LeaseText() => Sandbox.Run(Origin, "for-each-ref", "--format=%(contents)", "refs/registry/lease");
}
