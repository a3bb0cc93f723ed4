using Registry.Git.Leases;
using Registry.Git.Tests.Support;
using Registry.Testing;

namespace Registry.Git.Tests.Leases;

/// <summary>One of those who want to write to a registry, on a machine and with a clock of its own.</summary>
internal sealed class LeaseParty : IAsyncDisposable
{
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(60);

    private LeaseParty(GitRegistryStore store, ManualTimeProvider clock) => (Store, Clock) = (store, clock);

    public GitRegistryStore Store { get; }

    public ManualTimeProvider Clock { get; }

    public RefLease Lease => Store.Lease!;

    public static async Task<LeaseParty> JoinAsync(GitSandbox sandbox, string location, string name)
    {
        var clock = ManualTimeProvider.AtNoon();
        var options = sandbox.Options(clock) with { Home = sandbox.Combine(name), Lease = new LeaseOptions { Holder = name, Duration = Duration } };
        return new LeaseParty(await GitRegistryStore.OpenAsync(location, options, StoreAssertions.Token), clock);
    }

    public Task<bool> TryAcquireAsync() => Lease.TryAcquireAsync(StoreAssertions.Token);

    /// <summary>Looks at the lease, waits for as long as it says, and takes it over.</summary>
    public async Task TakeOverAsync()
    {
        await TryAcquireAsync();
        Clock.Advance(Duration);
        Assert.True(await TryAcquireAsync());
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
