using System.Text;
using Registry.Core.Sources;
using Registry.FakeGitHub.Faults;
using Registry.GitHub.Errors;
using Registry.GitHub.Releases;
using Registry.GitHub.Tests.Support;

namespace Registry.GitHub.Tests.Releases;

/// <summary>Releases from draft to publication, and what may happen on the way.</summary>
public sealed class ReleaseLifeTests : FakeGitHubTest
{
    private const string Create = "POST /repos/{owner}/{repo}/releases";
    private const string Publish = "PATCH /repos/{owner}/{repo}/releases/{release_id}";

    [Fact]
    public async Task ADraftGetsItsFilesAndIsPublished()
    {
        var target = Commit("topic", "a.txt", "a");
        var draft = await Client.Releases.CreateAsync(Repository, new NewRelease { TagName = "v1", TargetCommitish = target, Name = "One", Body = "Notes" }, Cancelled);
        Assert.Null(await Client.Repositories.FindReferenceAsync(Repository, "tags/v1", Cancelled));
        var asset = await Client.Assets.UploadAsync(draft, "a.zip", Of("content"), "The archive", Cancelled);

        var published = await PublishAsync(draft);

        Assert.Equal((true, null), (draft.Draft, draft.PublishedAt));
        Assert.Equal((true, Digest.Of("content"u8), "The archive"), (asset.IsUploaded, asset.Sha256, asset.Label));
        Assert.Equal((false, draft.Id, "One", "Notes"), (published.Draft, published.Id, published.Name, published.Body));
        Assert.NotNull(published.PublishedAt);
        Assert.Equal(target, (await Client.Repositories.FindReferenceAsync(Repository, "tags/v1", Cancelled))!.Target.Sha);
        Assert.Equivalent(published, await Client.Releases.FindByTagAsync(Repository, "v1", Cancelled), strict: true);
        Assert.Equal([asset.Id], await Client.Assets.ListAsync(Repository, published.Id, Cancelled).Select(listed => listed.Id).ToListAsync(Cancelled));
    }

    [Fact]
    public async Task ADraftIsNeverFoundByItsTag()
    {
        var draft = await DraftAsync();

        Assert.Null(await Client.Releases.FindByTagAsync(Repository, "v1", Cancelled));
        Assert.Equivalent(draft, await Client.Releases.FindAsync(Repository, draft.Id, Cancelled), strict: true);
        Assert.Equivalent(new[] { draft }, await ListAsync(Client), strict: true);
    }

    [Fact]
    public async Task WhoMayNotWriteSeesNoDraft()
    {
        var draft = await DraftAsync();
        var reader = ClientOf(Fake.CreateToken("contents: read"));

        Assert.Empty(await ListAsync(reader));
        Assert.Null(await reader.Releases.FindAsync(Repository, draft.Id, Cancelled));
        var error = await FailureAsync(() => reader.Releases.PublishAsync(Repository, draft.Id, new ReleaseEdit { MakeLatest = MakeLatest.True }, Cancelled));
        Assert.Equal(GitHubErrorKind.Forbidden, error.Kind);
        Assert.Contains("contents=write", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfTwoDraftsOfATagOneIsPublished()
    {
        var (one, two) = (await DraftAsync(), await DraftAsync());
        await PublishAsync(one);

        Assert.True((await FailureAsync(() => PublishAsync(two))).IsAlreadyExists);
        Assert.True((await FailureAsync(() => Client.Releases.CreateAsync(Repository, new NewRelease { TagName = "v1", Draft = false }, Cancelled))).IsAlreadyExists);
        Assert.True((await Client.Releases.FindAsync(Repository, two.Id, Cancelled))!.Draft);
    }

    [Fact]
    public async Task AnEditLeavesItsPublicationAndTheRestAlone()
    {
        var draft = await DraftAsync();
        var edited = await Client.Releases.EditAsync(Repository, draft.Id, new ReleaseEdit { Body = "New" }, Cancelled);
        Assert.Equivalent(draft with { Body = "New" }, edited, strict: true);
        var published = await PublishAsync(draft);

        Assert.Equivalent(published with { Prerelease = true }, await Client.Releases.EditAsync(Repository, draft.Id, new ReleaseEdit { Prerelease = true }, Cancelled), strict: true);
    }

    [Fact]
    public async Task WhatIsDeletedLeavesItsTag()
    {
        var draft = await DraftAsync();
        await PublishAsync(draft);

        Assert.True(await Client.Releases.DeleteAsync(Repository, draft.Id, Cancelled));
        Assert.False(await Client.Releases.DeleteAsync(Repository, draft.Id, Cancelled));
        Assert.NotNull(await Client.Repositories.FindReferenceAsync(Repository, "tags/v1", Cancelled));
    }

    [Fact]
    public async Task APublicationWhoseAnswerIsLostIsSeenByItsNumber()
    {
        var draft = await DraftAsync();
        Fake.Fail(Fault.AnswerLost, on: Publish);

        Assert.Equal(GitHubErrorKind.OutcomeUnknown, (await FailureAsync(() => PublishAsync(draft))).Kind);
        Assert.False((await Client.Releases.FindAsync(Repository, draft.Id, Cancelled))!.Draft);
        Assert.Equal(1, Count(Publish));
    }

    [Fact]
    public async Task ADraftWhoseAnswerIsLostIsInTheListOnceThatCatchesUp()
    {
        Fake.Fail(Fault.AnswerLost, on: Create);
        Fake.Fail(Fault.DraftMissingFromList, on: "GET /repos/{owner}/{repo}/releases");

        Assert.Equal(GitHubErrorKind.OutcomeUnknown, (await FailureAsync(DraftAsync)).Kind);
        Assert.Empty(await ListAsync(Client));
        Assert.Equal("v1", Assert.Single(await ListAsync(Client)).TagName);
    }

    [Fact]
    public async Task AReleaseOfOtherWorkflowsWithoutTheRightSaysWhatMayBeMissing()
    {
        var target = Commit("topic", ".github/workflows/ci.yml", "on: push");
        var client = ClientOf(Fake.CreateToken("contents: write"));

        var error = await FailureAsync(() => client.Releases.CreateAsync(Repository, new NewRelease { TagName = "v1", TargetCommitish = target, Draft = false }, Cancelled));

        Assert.Equal(GitHubErrorKind.NotFound, error.Kind);
        Assert.Contains("changes workflows", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AllPagesAreRead()
    {
        for (var i = 0; i < 101; i++) await Client.Releases.CreateAsync(Repository, new NewRelease { TagName = $"v{i}" }, Cancelled);

        Assert.Equal(Enumerable.Range(0, 101).Select(i => $"v{100 - i}"), (await ListAsync(Client)).Select(release => release.TagName));
        Assert.Equal(2, Count("GET /repos/{owner}/{repo}/releases"));
    }

    private Task<Release> DraftAsync() => Client.Releases.CreateAsync(Repository, new NewRelease { TagName = "v1" }, Cancelled);

    private Task<Release> PublishAsync(Release release) => Client.Releases.PublishAsync(Repository, release.Id, new ReleaseEdit { MakeLatest = MakeLatest.True }, Cancelled);

    private async Task<List<Release>> ListAsync(GitHubClient client) => await client.Releases.ListAsync(Repository, Cancelled).ToListAsync(Cancelled);

    private static AssetContent Of(string text) => new(() => new MemoryStream(Encoding.UTF8.GetBytes(text)), text.Length);
}
