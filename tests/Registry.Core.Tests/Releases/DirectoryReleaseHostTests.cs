using Registry.Core.Entities;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Versions;
using Registry.Testing;

namespace Registry.Core.Tests.Releases;

public sealed class DirectoryReleaseHostTests : IDisposable
{
    private static readonly EntityName s_entity = EntityName.Parse("acme/billing");

    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _time = ManualTimeProvider.AtNoon();
    private readonly DirectoryReleaseHost _host;

    public DirectoryReleaseHostTests() => _host = new DirectoryReleaseHost(_directory.Combine("files"), _time);

    public void Dispose()
    {
        _host.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task WhatGoesInComesOut()
    {
        var file = await FileAsync("a.txt", "hello");
        await using (var staged = await _host.StageAsync(s_entity, [file], default)) await staged.KeepAsync(default);

        var problem = await _host.DownloadAsync(Of(file.File), file.File, _directory.Combine("out/a.txt"), default);

        Assert.Null(problem);
        Assert.Equal("hello", await File.ReadAllTextAsync(_directory.Combine("out/a.txt")));
        Assert.Equal(0, _host.CountPending());
    }

    [Fact]
    public async Task WhatIsNotKeptIsGivenBack()
    {
        var file = await FileAsync("a.txt", "hello");

        await using (await _host.StageAsync(s_entity, [file], default)) Assert.Null(await VerifyAsync(file.File));

        Assert.Equal(RegistryRules.ContentMissing, (await VerifyAsync(file.File))?.Rule);
        Assert.Equal(0, _host.CountPending());
    }

    [Fact]
    public async Task WhatAnotherEmitStillNeedsIsNotGivenBack()
    {
        var file = await FileAsync("a.txt", "hello");
        await using var other = await _host.StageAsync(s_entity, [file], default);

        await using (await _host.StageAsync(s_entity, [file], default))
        {
        }

        Assert.Null(await VerifyAsync(file.File));
    }

    [Fact]
    public async Task ADeadEmitIsCollectedAfterADayAndNotBefore()
    {
        var file = await FileAsync("a.txt", "hello");
        // Never disposed of: the process died.
        _ = await _host.StageAsync(s_entity, [file], default);

        _time.Advance(DirectoryReleaseHost.Grace);
        var early = await _host.CollectAsync((_, _, _) => Task.FromResult(false), default);
        _time.Advance(TimeSpan.FromSeconds(1));
        var late = await _host.CollectAsync((_, _, _) => Task.FromResult(false), default);

        Assert.Equal((0, 1, 0), (early, late, _host.CountPending()));
        Assert.Equal(RegistryRules.ContentMissing, (await VerifyAsync(file.File))?.Rule);
    }

    [Fact]
    public async Task WhatADeadEmitBroughtStaysWhenAVersionNeedsIt()
    {
        var file = await FileAsync("a.txt", "hello");
        _ = await _host.StageAsync(s_entity, [file], default);
        _time.Advance(DirectoryReleaseHost.Grace + TimeSpan.FromSeconds(1));

        var removed = await _host.CollectAsync((entity, content, _) => Task.FromResult(entity == s_entity && content == file.File.Sha256), default);

        Assert.Equal((0, 0), (removed, _host.CountPending()));
        Assert.Null(await VerifyAsync(file.File));
    }

    [Fact]
    public async Task ContentThatIsReplacedIsFoundAndNotGivenOut()
    {
        var file = await FileAsync("a.txt", "hello");
        await using (var staged = await _host.StageAsync(s_entity, [file], default)) await staged.KeepAsync(default);
        var stored = Directory.EnumerateFiles(_directory.Combine("files/acme"), "*", SearchOption.AllDirectories).Single();
        await File.WriteAllTextAsync(stored, "jello");

        var verified = await VerifyAsync(file.File);
        var downloaded = await _host.DownloadAsync(Of(file.File), file.File, _directory.Combine("out/a.txt"), default);

        Assert.Equal(RegistryRules.ContentMismatch, verified?.Rule);
        Assert.Equal(RegistryRules.ContentMismatch, downloaded?.Rule);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory.Combine("out")));
    }

    [Fact]
    public async Task AFileThatChangesWhileItIsReadIsRefused()
    {
        var file = await FileAsync("a.txt", "hello");
        await File.WriteAllTextAsync(file.Path, "jello");

        var error = await Assert.ThrowsAsync<RegistryException>(() => _host.StageAsync(s_entity, [file], default));

        Assert.Equal(RegistryRules.ContentMismatch, error.Rule);
        Assert.Equal(0, _host.CountPending());
    }

    private static HostedVersion Of(VersionFile file) => new(s_entity, VersionId.Parse("2026.11.21-120000"), [file], Release: null);

    private async Task<Problem?> VerifyAsync(VersionFile file) => (await _host.CheckAsync(Of(file), content: true, default)).SingleOrDefault();

    private async Task<FileToAttach> FileAsync(string name, string content)
    {
        var path = _directory.Combine(name);
        await File.WriteAllTextAsync(path, content);
        return FileToAttach.Measure(path, null, null, default);
    }
}
