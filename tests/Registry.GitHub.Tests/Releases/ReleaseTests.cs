using Registry.GitHub.Errors;
using Registry.GitHub.Releases;
using Registry.GitHub.Tests.Support;

namespace Registry.GitHub.Tests.Releases;

public sealed class ReleaseTests : GitHubTest
{
    [Fact]
    public async Task AReleaseIsCreatedAsADraftThatIsNotTheLatest()
    {
        Expect("POST", "/repos/acme/registry/releases", 201, ReleaseTexts.Draft(9));

        var release = await Client.Releases.CreateAsync(Repository, new NewRelease { TagName = "lib/core@1", TargetCommitish = "aa", Body = "b" }, Cancelled);

        Assert.Equal((9, true, null), (release.Id, release.Draft, release.PublishedAt));
        Assert.Equal("""{"tag_name":"lib/core@1","target_commitish":"aa","body":"b","draft":true,"prerelease":false,"make_latest":"false"}""", Server.Received.Single().Text);
    }

    [Fact]
    public async Task AnEditNeverSaysWhetherItIsADraft()
    {
        Expect("PATCH", "/repos/acme/registry/releases/9", 200, ReleaseTexts.Draft(9));

        await Client.Releases.EditAsync(Repository, 9, new ReleaseEdit { TagName = "t", Name = "n", Body = "b", TargetCommitish = "c", Prerelease = false, MakeLatest = MakeLatest.Legacy }, Cancelled);

        Assert.Equal("""{"tag_name":"t","target_commitish":"c","name":"n","body":"b","prerelease":false,"make_latest":"legacy"}""", Server.Received.Single().Text);
    }

    [Fact]
    public async Task PublishingSaysSo()
    {
        Expect("PATCH", "/repos/acme/registry/releases/9", 200, ReleaseTexts.Draft(9).Replace("\"draft\":true", "\"draft\":false", StringComparison.Ordinal));

        Assert.False((await Client.Releases.PublishAsync(Repository, 9, new ReleaseEdit { MakeLatest = MakeLatest.True }, Cancelled)).Draft);
        Assert.Equal("""{"draft":false,"make_latest":"true"}""", Server.Received.Single().Text);
    }

    [Fact]
    public async Task PublishingWhoseAnswerIsLostIsNotRepeated()
    {
        Server.Expect("PATCH", "/repos/acme/registry/releases/9", new ScriptedAnswer { Drops = true });

        Assert.Equal(GitHubErrorKind.OutcomeUnknown, (await FailureAsync(() => Client.Releases.PublishAsync(Repository, 9, new ReleaseEdit { MakeLatest = MakeLatest.False }, Cancelled))).Kind);
    }

    [Fact]
    public async Task AReleaseIsFoundByItsNumberAndItsTag()
    {
        Expect("GET", "/repos/acme/registry/releases/9", 200, ReleaseTexts.Draft(9));
        Expect("GET", "/repos/acme/registry/releases/tags/lib%2Fcore%401", 404, """{"message":"Not Found"}""");

        Assert.NotNull(await Client.Releases.FindAsync(Repository, 9, Cancelled));
        Assert.Null(await Client.Releases.FindByTagAsync(Repository, "lib/core@1", Cancelled));
    }

    [Theory]
    [InlineData(204, true)]
    [InlineData(404, false)]
    public async Task DeletingSaysWhetherItWasThere(int status, bool expected)
    {
        Expect("DELETE", "/repos/acme/registry/releases/9", status, status == 204 ? "" : "{}");

        Assert.Equal(expected, await Client.Releases.DeleteAsync(Repository, 9, Cancelled));
    }
}
