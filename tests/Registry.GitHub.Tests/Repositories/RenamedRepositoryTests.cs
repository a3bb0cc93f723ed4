using Registry.Core.Sources;
using Registry.GitHub.PullRequests;
using Registry.GitHub.Releases;
using Registry.GitHub.Tests.Support;

namespace Registry.GitHub.Tests.Repositories;

/// <summary>Everything goes on under a repository's former name.</summary>
public sealed class RenamedRepositoryTests : FakeGitHubTest
{
    [Fact]
    public async Task ARepositoryIsFoundByItsFormerName()
    {
        Fake.Rename("acme/registry", "acme/renamed");

        var found = await Client.Repositories.FindAsync(Repository, Cancelled);

        Assert.Equal(("acme/renamed", true), (found!.FullName, found.IsRenamedFrom(Repository)));
    }

    [Fact]
    public async Task WhatIsWrittenArrives()
    {
        var head = Commit("topic", "a.txt", "a");
        Fake.Rename("acme/registry", "acme/renamed");

        var created = await Client.PullRequests.CreateAsync(Repository, new NewPullRequest { Title = "Topic", Head = "topic", Base = "main" }, Cancelled);
        var comment = await Client.Comments.CreateAsync(Repository, created.Number, "one", Cancelled);

        Assert.Equal("two", (await Client.Comments.UpdateAsync(Repository, comment.Id, "two", Cancelled)).Body);
        Assert.IsType<Merged>(await Client.PullRequests.MergeAsync(Repository, created.Number, head, MergeMethod.Merge, null, null, Cancelled));
    }

    [Fact]
    public async Task AnOpenPullRequestIsFoundByTheOwner()
    {
        Commit("topic", "a.txt", "a");
        await Client.PullRequests.CreateAsync(Repository, new NewPullRequest { Title = "Topic", Head = "topic", Base = "main" }, Cancelled);
        Fake.Rename("acme/registry", "acme/renamed");

        Assert.Equal(1, (await Client.PullRequests.FindOpenAsync(Repository, "topic", "main", Cancelled))!.Number);
    }

    [Fact]
    public async Task AReleaseThatWasSeenBeforeTakesAssetsAndGivesThem()
    {
        var draft = await Client.Releases.CreateAsync(Repository, new NewRelease { TagName = "v1" }, Cancelled);
        Fake.Rename("acme/registry", "acme/renamed");
        using var received = new MemoryStream();

        var asset = await Client.Assets.UploadAsync(draft, "a.zip", new AssetContent(() => new MemoryStream([1, 2, 3]), 3), label: null, Cancelled);

        Assert.Equal(Digest.Of([1, 2, 3]), await Client.Assets.DownloadAsync(Repository, asset.Id, asset.Size, received, Cancelled));
        Assert.True(await Client.Assets.DeleteAsync(Repository, asset.Id, Cancelled));
    }
}
