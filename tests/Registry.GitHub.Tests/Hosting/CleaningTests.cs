using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.GitHub.Releases;

namespace Registry.GitHub.Tests.Hosting;

/// <summary>What nobody needs is deleted, and nothing else.</summary>
public sealed class CleaningTests : HostingTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TheReleaseOfADeletedVersionGoesAndItsTagStays(bool published)
    {
        await StageAsync(TwoFiles);
        var record = published ? await PublishAsync(Version(TwoFiles)) : null;

        await Host().RemoveAsync(OfVersion(Version(TwoFiles), record), (_, _, _) => Task.FromResult(false), Cancelled);

        Assert.Empty(await ReleasesAsync());
        Assert.Equal(published, await Client.Repositories.FindReferenceAsync(Repository, $"tags/{Version(TwoFiles).Tag}", Cancelled) is not null);
    }

    [Fact]
    public async Task ContentThatAnotherVersionNeedsStays()
    {
        await StageAsync(TwoFiles);

        await Host().RemoveAsync(OfVersion(Version(TwoFiles), null), (entity, _, _) => Task.FromResult(entity == Entity), Cancelled);

        Assert.Equal(2, (await OnlyReleaseAsync()).Assets.Count);
    }

    [Fact]
    public async Task AReleaseThatDoesNotSayThatItIsOursIsNeverDeleted()
    {
        var version = Version(TwoFiles);
        await Client.Releases.CreateAsync(Repository, new NewRelease { TagName = version.Tag, Draft = false }, Cancelled);
        await Client.Releases.CreateAsync(Repository, new NewRelease { TagName = version.Tag }, Cancelled);
        Clock.Advance(TimeSpan.FromDays(2));

        await Host().RemoveAsync(OfVersion(version, null), (_, _, _) => Task.FromResult(false), Cancelled);
        await Host().CollectAsync((_, _, _) => Task.FromResult(false), Cancelled);

        Assert.Equal(2, (await ReleasesAsync()).Count);
    }

    [Fact]
    public async Task ADeadEmitIsCollectedAfterADayAndNotBefore()
    {
        await StageAsync(TwoFiles);

        Clock.Advance(TimeSpan.FromHours(23));
        var early = await Host().CollectAsync((_, _, _) => Task.FromResult(false), Cancelled);
        Clock.Advance(TimeSpan.FromHours(2));
        var late = await Host().CollectAsync((_, _, _) => Task.FromResult(false), Cancelled);

        Assert.Equal((0, 2), (early, late));
        Assert.Empty(await ReleasesAsync());
    }

    [Fact]
    public async Task ADraftThatAVersionNeedsStaysUntilItIsPublishedElsewhere()
    {
        await StageAsync(TwoFiles);
        Clock.Advance(TimeSpan.FromDays(2));
        var needed = await Host().CollectAsync((_, _, _) => Task.FromResult(true), Cancelled);
        await StageAsync(TwoFiles);
        var one = new[] { (await ReleasesAsync()).MaxBy(release => release.Id)! };
        await Client.Releases.EditAsync(Repository, one[0].Id, new ReleaseEdit { Body = GitHub.Hosting.WantedRelease.Of(Version(TwoFiles)).Marker.ToString() }, Cancelled);
        await Client.Releases.PublishAsync(Repository, one[0].Id, new ReleaseEdit { TagName = Version(TwoFiles).Tag }, Cancelled);

        var spare = await Host().CollectAsync((_, _, _) => Task.FromResult(true), Cancelled);

        Assert.Equal((0, 2), (needed, spare));
        Assert.Equal(one[0].Id, (await OnlyReleaseAsync()).Id);
    }

    [Fact]
    public async Task APublishedReleaseThatNoRecordKnowsIsAStray()
    {
        await StageAsync(TwoFiles);
        await PublishAsync(Version(TwoFiles));
        await StageAsync([FileOf("c.bin")]);

        var strays = await Host().FindStraysAsync((_, _, _) => Task.FromResult(false), Cancelled);
        var known = await Host().FindStraysAsync((entity, id, _) => Task.FromResult(entity == Entity && id == Version(TwoFiles).Version), Cancelled);

        Assert.Equal(RegistryRules.StrayRelease, Assert.Single(strays).Rule);
        Assert.Empty(known);
    }

    private static HostedVersion OfVersion(Publication version, ReleaseRecord? record) => new(version.Entity, version.Version, version.Manifest.Files, record);
}
