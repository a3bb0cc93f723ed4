using System.Text;
using System.Text.Json.Nodes;

namespace Registry.FakeGitHub.Tests.Commits;

public sealed class GitTests : GitHubFixture
{
    private string Head => Sandbox.Run(Bare, "rev-parse", "main");

    [Fact]
    public async Task ARefIsMadeMovedAndDeletedForGitToSee()
    {
        var (first, second) = (Head, Commit("b.txt", "b"));
        var created = await PostAsync($"{Repo}/git/refs", new JsonObject { ["ref"] = "refs/heads/feature/one", ["sha"] = first });
        var again = await PostAsync($"{Repo}/git/refs", new JsonObject { ["ref"] = "refs/heads/feature/one", ["sha"] = first });
        var moved = await PatchAsync($"{Repo}/git/refs/heads/feature/one", new JsonObject { ["sha"] = second });
        var back = await PatchAsync($"{Repo}/git/refs/heads/feature/one", new JsonObject { ["sha"] = first });

        Assert.Equal((201, 422, 200, 422), (created.Status, again.Status, moved.Status, back.Status));
        Assert.Equal(("Reference already exists", "Update is not a fast forward"), (again["message"], back["message"]));
        Assert.Equal(second, Sandbox.Run(Bare, "rev-parse", "refs/heads/feature/one"));
        Assert.Equal(["refs/heads/feature/one"], (await GetAsync($"{Repo}/git/matching-refs/heads/feature")).All("ref"));
        Assert.Equal(200, (await PatchAsync($"{Repo}/git/refs/heads/feature/one", new JsonObject { ["sha"] = first, ["force"] = true })).Status);
        Assert.Equal(204, (await DeleteAsync($"{Repo}/git/refs/heads/feature/one")).Status);
        Assert.Equal(404, (await GetAsync($"{Repo}/git/ref/heads/feature/one")).Status);
    }

    [Fact]
    public async Task OfManyWhoMakeARefAtOnceOneDoes()
    {
        var body = new JsonObject { ["ref"] = "refs/tags/once", ["sha"] = Head };

        var replies = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => PostAsync($"{Repo}/git/refs", body)));

        Assert.Equal(15, replies.Count(reply => reply.Status == 422));
        Assert.Single(replies, reply => reply.Status == 201);
    }

    [Theory]
    [InlineData("acme/registry")]
    [InlineData("acme/registry.git")]
    public void ARepositoryIsFetchedByItsNameWithAndWithoutTheEndingOfGit(string name)
    {
        var address = GitHub.Url.Replace("://", $"://x-access-token:{Token}@", StringComparison.Ordinal);

        Assert.Equal($"{Head}\trefs/heads/main", Sandbox.Run(Sandbox.Path, "ls-remote", $"{address}/{name}", "refs/heads/main"));
    }

    [Theory]
    [InlineData("heads/x", "Reference name must start with 'refs' and have at least two slashes.")]
    [InlineData("refs/heads/a b", "Reference name must start with 'refs' and have at least two slashes.")]
    public async Task ARefHasAProperName(string name, string message) =>
        Assert.Equal(message, (await PostAsync($"{Repo}/git/refs", new JsonObject { ["ref"] = name, ["sha"] = Head }))["message"]);

    [Fact]
    public async Task ARefNeedsAnObject() => Assert.Equal(
        (422, "Object does not exist"),
        ((await PostAsync($"{Repo}/git/refs", Unknown())).Status, (await PostAsync($"{Repo}/git/refs", Unknown()))["message"]));

    [Fact]
    public async Task AnAnnotatedTagIsAnObjectOfGit()
    {
        var tag = await PostAsync($"{Repo}/git/tags", new JsonObject { ["tag"] = "v1", ["message"] = "one", ["object"] = Head, ["type"] = "commit" });
        await PostAsync($"{Repo}/git/refs", new JsonObject { ["ref"] = "refs/tags/v1", ["sha"] = tag["sha"] });

        Assert.Equal(201, tag.Status);
        Assert.Equal("tag", Sandbox.Run(Bare, "cat-file", "-t", "v1"));
        Assert.Equal(Head, Sandbox.Run(Bare, "rev-parse", "v1^{commit}"));
        Assert.Equal("one\n", (await GetAsync($"{Repo}/git/tags/{tag["sha"]}"))["message"] + "\n");
        Assert.Equal(404, (await GetAsync($"{Repo}/git/tags/{Head}")).Status);
    }

    [Fact]
    public async Task ACommitAndItsBranchAreShown()
    {
        var sha = Commit("b.txt", "one\ntwo\n");

        var commit = await GetAsync($"{Repo}/commits/main");

        Assert.Equal(sha, commit["sha"]);
        Assert.Equal("Change b.txt", commit.Json!["commit"]!["message"]!.ToString());
        Assert.Equal(["b.txt added 2"], commit.Json["files"]!.AsArray().Select(file => $"{file!["filename"]} {file["status"]} {file["additions"]}"));
        Assert.Equal(sha, (await GetAsync($"{Repo}/branches/main")).Json!["commit"]!["sha"]!.ToString());
        Assert.Equal(sha, (await GetAsync($"{Repo}/git/commits/{sha}"))["sha"]);
        Assert.Equal(404, (await GetAsync($"{Repo}/branches/nowhere")).Status);
        Assert.Equal(422, (await GetAsync($"{Repo}/commits/nowhere")).Status);
    }

    [Fact]
    public async Task TwoBranchesAreCompared()
    {
        Commit("feature.txt", "f", "feature");
        var added = Commit("other.txt", "o", "feature");
        Commit("main.txt", "m");

        var reply = await GetAsync($"{Repo}/compare/main...feature");

        Assert.Equal(("diverged", "2", "1"), (reply["status"], reply["ahead_by"], reply["behind_by"]));
        Assert.Equal(["feature.txt", "other.txt"], reply.Json!["files"]!.AsArray().Select(file => (string)file!["filename"]!));
        Assert.Equal(added, (string)reply.Json["commits"]![1]!["sha"]!);
        Assert.Equal("identical", (await GetAsync($"{Repo}/compare/main...main"))["status"]);
        Assert.Equal(404, (await GetAsync($"{Repo}/compare/main...nowhere")).Status);
    }

    [Fact]
    public async Task AFileIsReadAsJsonAndRaw()
    {
        Commit("folder/ä.txt", "Grüße\n");

        var json = await GetAsync($"{Repo}/contents/folder/{Uri.EscapeDataString("ä.txt")}?ref=main");
        var raw = await GetAsync($"{Repo}/contents/folder/{Uri.EscapeDataString("ä.txt")}", ("Accept", "application/vnd.github.raw+json"));
        var folder = await GetAsync($"{Repo}/contents/folder");

        Assert.Equal("Grüße\n", Encoding.UTF8.GetString(Convert.FromBase64String(json["content"]!)));
        Assert.Equal("Grüße\n", raw.Text);
        Assert.Equal(["ä.txt"], folder.All("name"));
        Assert.Equal(["README.md file", "folder dir"], (await GetAsync($"{Repo}/contents/")).Json!.AsArray().Select(entry => $"{entry!["name"]} {entry["type"]}"));
        Assert.Equal(404, (await GetAsync($"{Repo}/contents/nothing.txt")).Status);
    }

    [Fact]
    public async Task APushOverGitIsSeenByTheApi()
    {
        File.WriteAllText(Path.Combine(Work, "pushed.txt"), "pushed");
        Sandbox.Run(Work, "add", "-A");
        Sandbox.Run(Work, "commit", "-q", "-m", "Pushed");

        Sandbox.Run(Work, "push", "-q", RemoteWith(Token), "main");

        Assert.Equal(Sandbox.Run(Work, "rev-parse", "HEAD"), (await GetAsync($"{Repo}/git/ref/heads/main")).Json!["object"]!["sha"]!.ToString());
        Assert.Contains(GitHub.Requests, request => request is { Operation: "POST /{owner}/{repo}.git/git-receive-pack", Status: 200 });
    }

    [Fact]
    public void GitAsksForATokenThatMayDoIt()
    {
        var (reader, nobody) = (GitHub.CreateToken("contents: read"), GitHub.CreateToken());

        Sandbox.Run(Work, "ls-remote", RemoteWith(reader));

        Assert.Contains("403", Failure("push", RemoteWith(reader), "HEAD:refs/heads/x"), StringComparison.Ordinal);
        Assert.Contains("not found", Failure("ls-remote", RemoteWith(nobody)), StringComparison.Ordinal);
        Assert.Contains("could not read Username", Failure("ls-remote", $"{GitHub.Url}/acme/registry.git"), StringComparison.Ordinal);
        Assert.Contains("Authentication failed", Failure("ls-remote", RemoteWith("wrong")), StringComparison.Ordinal);
    }

    [Fact]
    public void GitFollowsARenamedRepository()
    {
        GitHub.Rename("acme/registry", "acme/renamed");

        Assert.Contains("refs/heads/main", Sandbox.Run(Work, "ls-remote", RemoteWith(Token)), StringComparison.Ordinal);
    }

    private static JsonObject Unknown() => new() { ["ref"] = "refs/heads/x", ["sha"] = new string('1', 40) };

    private string RemoteWith(string token) => $"{GitHub.Url.Replace("http://", $"http://x-access-token:{token}@", StringComparison.Ordinal)}/acme/registry.git";

    private string Failure(params string[] arguments) => Assert.Throws<InvalidOperationException>(() => Sandbox.Run(Work, arguments)).Message;
}
