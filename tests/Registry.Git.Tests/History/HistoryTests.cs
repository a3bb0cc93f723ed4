using Registry.Core.Entities;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Core.Versions;
using Registry.Git.Tests.Support;
using Registry.Testing;

namespace Registry.Git.Tests.History;

/// <summary>What git's history says of a registry.</summary>
public sealed class HistoryTests : IAsyncLifetime
{
    private const string Channel = "entities/acme/billing/channels/stable.yaml";

    private readonly GitSandbox _sandbox = new();
    private readonly ManualTimeProvider _time = ManualTimeProvider.AtNoon();
    private GitRegistryStore? _store;
    private string _path = "";

    private GitRegistryStore Store => _store!;

    public async ValueTask InitializeAsync()
    {
        _path = await _sandbox.InitAsync();
        _store = await GitRegistryStore.OpenAsync(_path, _sandbox.Options(_time), StoreAssertions.Token);
    }

    [Fact]
    public async Task TheRegistryIsReadAsItWasAtATime()
    {
        var noon = _time.Now;
        await Store.CommitAsync(("f", "one"));
        _time.Advance(TimeSpan.FromHours(1));
        await Store.CommitAsync(("f", "two"));

        Assert.Null(await Store.SnapshotAsOfAsync(noon.AddSeconds(-1), StoreAssertions.Token));
        Assert.Equal("one", await (await Store.SnapshotAsOfAsync(noon, StoreAssertions.Token))!.TextAsync("f"));
        Assert.Equal("one", await (await Store.SnapshotAsOfAsync(noon.AddMinutes(59), StoreAssertions.Token))!.TextAsync("f"));
        Assert.Equal("two", await (await Store.SnapshotAsOfAsync(noon.AddHours(1), StoreAssertions.Token))!.TextAsync("f"));
    }

    [Fact]
    public async Task AMoveOfAChannelIsTheCommitThatChangedItsVersion()
    {
        await PointAsync("version: 2026.11.21-100000\n");
        await PointAsync("version: 2026.11.21-110000\n");
        await PointAsync("version: 2026.11.21-110000\nreason: only a reason\n");
        await Store.CommitAsync(("another", "file"));
        await PointAsync(null);

        Assert.Equal([null, VersionId.Parse("2026.11.21-110000"), VersionId.Parse("2026.11.21-100000")], await MovesAsync());
    }

    [Fact]
    public async Task MovesAreInTheOrderOfTheHistoryWhateverTheirDatesSay()
    {
        await PointAsync("version: 2026.11.21-100000\n");
        _time.Advance(TimeSpan.FromHours(-5));
        await PointAsync("version: 2026.11.21-110000\n");

        Assert.Equal([VersionId.Parse("2026.11.21-110000"), VersionId.Parse("2026.11.21-100000")], await MovesAsync());
    }

    [Fact]
    public async Task TheLogHasSubjectBodyAndTheRegistrysTrailers()
    {
        var revision = await Store.CommitAsync(new WriteFiles(("a/b", "1"))
        {
            Subject = "promote acme/billing",
            Body = "Because.\n\nRegistry-Action: forged",
            Trailers = [new(CommitMessage.Action, "promote"), new(CommitMessage.Entity, "acme/billing")],
        });
        await Store.CommitAsync(("c", "1"));

        var entry = Assert.Single(await Store.LogAsync("a", ownLine: false, StoreAssertions.Token).ToListAsync(StoreAssertions.Token));

        Assert.Equal(revision, entry.Revision);
        Assert.Equal("promote acme/billing", entry.Subject);
        Assert.StartsWith("Because.", entry.Body, StringComparison.Ordinal);
        Assert.Equal("promote", entry.Trailer(CommitMessage.Action));
        Assert.Equal("acme/billing", entry.Trailer(CommitMessage.Entity));
        Assert.Equal("Tess Ter <tess@example.com>", entry.Author);
        Assert.Equal(_time.Now, entry.Time);
    }

    [Fact]
    public async Task ALogThatIsLeftEarlyLeavesNoProcessBehind()
    {
        for (var n = 0; n < 5; n++) await Store.CommitAsync(("f", $"{n}"));

        await foreach (var entry in Store.LogAsync("", ownLine: false, StoreAssertions.Token)) break;

        // The process is awaited when the enumerator is disposed of, so the store goes on without waiting for anything.
        Assert.Equal("4", await Store.TextAsync("f"));
    }

    [Fact]
    public async Task DifferencesAreThoseOfTheBranchAlone()
    {
        await Store.CommitAsync(("kept", "1"), ("changed", "1"), ("removed", "1"));
        _sandbox.Run(_path, "branch", "proposal");
        await using var proposal = await GitRegistryStore.OpenAsync(_path, _sandbox.Options() with { Branch = "proposal" }, StoreAssertions.Token);
        await proposal.CommitAsync(("changed", "2"), ("removed", null), ("added/ä", "1"));
        await Store.CommitAsync(("kept", "changed on main"));

        var differences = await Store.DifferencesAsync(
            await Store.SnapshotAsync("main", StoreAssertions.Token), await Store.SnapshotAsync("proposal", StoreAssertions.Token), StoreAssertions.Token)
            .ToListAsync(StoreAssertions.Token);

        Assert.Equal(3, differences.Count);
        Assert.Equal(new FileDifference("added/ä", null, TreeItemKind.File, IdOf("proposal:added/ä")), differences[0]);
        Assert.Equal(new FileDifference("changed", TreeItemKind.File, TreeItemKind.File, IdOf("proposal:changed")), differences[1]);
        Assert.Equal(new FileDifference("removed", TreeItemKind.File, null), differences[2]);
    }

    [Fact]
    public async Task FromNothingEverythingDiffers()
    {
        var nothing = await Store.SnapshotAsync(null, StoreAssertions.Token);
        await Store.CommitAsync(("a", "1"));

        var differences = await Store.DifferencesAsync(nothing, await Store.SnapshotAsync(null, StoreAssertions.Token), StoreAssertions.Token)
            .ToListAsync(StoreAssertions.Token);

        Assert.Equal(new FileDifference("a", null, TreeItemKind.File, IdOf("main:a")), Assert.Single(differences));
    }

    [Theory]
    [InlineData("no-such-branch")]
    [InlineData("")]
    [InlineData("--all")]
    [InlineData("main\nmain")]
    public async Task AnUnknownRevisionIsNamed(string revision)
    {
        await Store.CommitAsync(("a", "1"));

        var error = await Assert.ThrowsAsync<RegistryException>(async () => await Store.SnapshotAsync(revision, StoreAssertions.Token));

        Assert.Equal(RegistryRules.RevisionUnknown, error.Rule);
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null) await _store.DisposeAsync();
        _sandbox.Dispose();
    }

    private string IdOf(string name) => _sandbox.Run(_path, "rev-parse", name);

    private Task<string> PointAsync(string? content)
    {
        _time.Advance(TimeSpan.FromHours(1));
        return Store.CommitAsync((Channel, content));
    }

    private async Task<List<VersionId?>> MovesAsync() =>
        await Store.HistoryOf(await Store.SnapshotAsync(null, StoreAssertions.Token))
            .MovesAsync(EntityName.Parse("acme/billing"), "stable", StoreAssertions.Token).ToListAsync(StoreAssertions.Token);
}
