using System.Text;
using Registry.Core.Rules;
using Registry.Git.Outbox;
using Registry.Git.Tests.Support;
using Registry.Testing;

namespace Registry.Git.Tests.Outbox;

public sealed class RequestOutboxTests : IDisposable
{
    private readonly TemporaryDirectory _home = new();
    private readonly ManualTimeProvider _time = ManualTimeProvider.AtNoon();

    [Fact]
    public async Task EntriesComeOutAsTheyWentInEvenWhenTheClockGoesBack()
    {
        var outbox = Open();
        foreach (var request in new[] { "1", "2", "3", "4" })
        {
            await outbox.EnqueueAsync(Encoding.UTF8.GetBytes(request), [], StoreAssertions.Token);
            _time.Advance(TimeSpan.FromMinutes(-10));
        }

        var entries = await outbox.EntriesAsync(StoreAssertions.Token).ToListAsync(StoreAssertions.Token);

        Assert.Equal("1 2 3 4", string.Join(' ', entries.Select(entry => Encoding.UTF8.GetString(entry.Request.Span))));
    }

    [Fact]
    public async Task FilesAreCopiedSoThatTheOriginalsMayGo()
    {
        var source = _home.Combine("built.dll");
        await File.WriteAllTextAsync(source, "content", StoreAssertions.Token);
        await Open().EnqueueAsync("{}"u8.ToArray(), [new OutboxFile("app.dll", source)], StoreAssertions.Token);
        File.Delete(source);

        var entry = Assert.Single(await Open().EntriesAsync(StoreAssertions.Token).ToListAsync(StoreAssertions.Token));

        var file = Assert.Single(entry.Files);
        Assert.Equal("app.dll", file.Name);
        Assert.Equal("content", await File.ReadAllTextAsync(file.Path, StoreAssertions.Token));
    }

    [Fact]
    public async Task WhatWasRemovedStaysAway()
    {
        var outbox = Open();
        var id = await outbox.EnqueueAsync("{}"u8.ToArray(), [], StoreAssertions.Token);

        outbox.Remove(id);
        outbox.Remove(id);

        Assert.Equal(0, outbox.Count);
        Assert.Empty(await outbox.EntriesAsync(StoreAssertions.Token).ToListAsync(StoreAssertions.Token));
    }

    [Fact]
    public async Task OnlyOneSendsAtATime()
    {
        await Open().EnqueueAsync("{}"u8.ToArray(), [], StoreAssertions.Token);
        var first = Open().TryLock();

        Assert.NotNull(first);
        Assert.Null(Open().TryLock());
        first.Dispose();
        using var second = Open().TryLock();
        Assert.NotNull(second);
    }

    [Fact]
    public async Task WhatAKilledProcessLeftIsNoEntryAndIsCleared()
    {
        var outbox = Open();
        await outbox.EnqueueAsync("{}"u8.ToArray(), [], StoreAssertions.Token);
        var leftover = Directory.CreateDirectory(Path.Combine(Directory.GetDirectories(_home.Combine("outbox"))[0], "abc.tmp"));
        leftover.LastWriteTimeUtc = _time.Now.UtcDateTime;
        Assert.Equal(1, outbox.Count);

        _time.Advance(TimeSpan.FromMinutes(59));
        await outbox.EnqueueAsync("{}"u8.ToArray(), [], StoreAssertions.Token);
        Assert.True(Directory.Exists(leftover.FullName));
        _time.Advance(TimeSpan.FromMinutes(2));
        await outbox.EnqueueAsync("{}"u8.ToArray(), [], StoreAssertions.Token);

        Assert.False(Directory.Exists(leftover.FullName));
        Assert.Equal(3, outbox.Count);
    }

    [Fact]
    public async Task AFileThatCannotBeReadLeavesNothingBehind()
    {
        var outbox = Open();

        var error = await Assert.ThrowsAsync<RegistryException>(
            () => outbox.EnqueueAsync("{}"u8.ToArray(), [new OutboxFile("a", _home.Combine("missing"))], StoreAssertions.Token));

        Assert.Equal(RegistryRules.FileUnreadable, error.Rule);
        Assert.Empty(Directory.GetFileSystemEntries(Directory.GetDirectories(_home.Combine("outbox"))[0]));
    }

    [Fact]
    public async Task ManyAtOnceAreAllKept()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(n => Task.Run(() => Open().EnqueueAsync(Encoding.UTF8.GetBytes($"{n}"), [], StoreAssertions.Token))));

        var entries = await Open().EntriesAsync(StoreAssertions.Token).ToListAsync(StoreAssertions.Token);

        Assert.Equal(Enumerable.Range(0, 16), entries.Select(entry => int.Parse(Encoding.UTF8.GetString(entry.Request.Span))).Order());
    }

    [Fact]
    public async Task CredentialsMakeNoDifferenceToWhichOutboxIsMeant()
    {
        await new RequestOutbox("https://token@example.com/registry", _home.Path, _time).EnqueueAsync("{}"u8.ToArray(), [], StoreAssertions.Token);

        Assert.Equal(1, new RequestOutbox("https://example.com/registry", _home.Path, _time).Count);
        Assert.Equal(0, new RequestOutbox("https://example.com/other", _home.Path, _time).Count);
    }

    public void Dispose() => _home.Dispose();

    private RequestOutbox Open() => new("https://example.com/registry", _home.Path, _time);
}
