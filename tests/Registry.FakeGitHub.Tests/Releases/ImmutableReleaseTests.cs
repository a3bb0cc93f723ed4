using System.Text.Json.Nodes;

namespace Registry.FakeGitHub.Tests.Releases;

public sealed class ImmutableReleaseTests : GitHubFixture
{
    [Fact]
    public async Task TheSettingIsSwitchedByTheApi()
    {
        Assert.Equal(404, (await GetAsync($"{Repo}/immutable-releases")).Status);
        Assert.Equal(204, (await PutAsync($"{Repo}/immutable-releases")).Status);
        Assert.Equal("true", (await GetAsync($"{Repo}/immutable-releases"))["enabled"]);
        Assert.Equal(204, (await DeleteAsync($"{Repo}/immutable-releases")).Status);
        Assert.Equal(404, (await GetAsync($"{Repo}/immutable-releases")).Status);
    }

    [Fact]
    public async Task AnImmutableReleaseTakesNoAssetButNotes()
    {
        Repository.ImmutableReleases = true;
        var release = await CreateReleaseAsync("v1.0.0");

        var upload = await UploadAsync(release, "a.txt", "a");
        var notes = await PatchAsync($"{Repo}/releases/{release["id"]}", new JsonObject { ["body"] = "notes" });
        var tag = await DeleteAsync($"{Repo}/git/refs/tags/v1.0.0");
        var back = await PatchAsync($"{Repo}/releases/{release["id"]}", new JsonObject { ["draft"] = true });

        Assert.True((bool)release["immutable"]!);
        Assert.Equal((422, "Cannot upload assets to an immutable release."), (upload.Status, upload["message"]));
        Assert.Equal((200, 422, 422), (notes.Status, back.Status, tag.Status));
    }

    [Fact]
    public async Task TheTagOfADeletedImmutableReleaseIsBurntForReleasesRefsAndPushes()
    {
        Repository.ImmutableReleases = true;
        var release = await CreateReleaseAsync("v1.0.0");
        await DeleteAsync($"{Repo}/releases/{release["id"]}");
        Sandbox.Run(Bare, "update-ref", "-d", "refs/tags/v1.0.0");

        var draft = await CreateReleaseAsync("v1.0.0", draft: true);
        var publish = await PatchAsync($"{Repo}/releases/{draft["id"]}", new JsonObject { ["draft"] = false });
        var reference = await PostAsync($"{Repo}/git/refs", new JsonObject { ["ref"] = "refs/tags/v1.0.0", ["sha"] = Sandbox.Run(Bare, "rev-parse", "main") });
        var push = Assert.Throws<InvalidOperationException>(() => Sandbox.Run(Work, "push", Remote, "HEAD:refs/tags/v1.0.0"));

        Assert.Equal(422, publish.Status);
        Assert.Equal(["Release pre_receive custom", "Release tag_name custom", "Release custom"], Codes(publish));
        Assert.Equal(422, reference.Status);
        Assert.Contains("GH013", push.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABurntTagLeavesOtherPushesAndTheRepositorysHooksAlone()
    {
        Repository.BurnTag("v1.0.0");
        Sandbox.WriteHook(Bare, "pre-receive", "while read old new ref; do case $ref in refs/tags/forbidden) exit 1;; esac; done");

        Sandbox.Run(Work, "push", Remote, "HEAD:refs/tags/v2.0.0");

        Assert.Throws<InvalidOperationException>(() => Sandbox.Run(Work, "push", Remote, "HEAD:refs/tags/forbidden"));
        Assert.Equal(200, (await GetAsync($"{Repo}/git/ref/tags/v2.0.0")).Status);
    }

    private string Remote => $"{GitHub.Url.Replace("http://", $"http://x-access-token:{Token}@", StringComparison.Ordinal)}/acme/registry.git";
}
