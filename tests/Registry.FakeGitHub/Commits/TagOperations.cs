using System.Text.Json;
using System.Text.Json.Nodes;
using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Hosting;
using Registry.FakeGitHub.Repositories;
using Registry.FakeGitHub.Users;

namespace Registry.FakeGitHub.Commits;

/// <summary>Annotated tags. Their objects are made and read here; a ref to one is made like any other.</summary>
internal sealed class TagOperations(TimeProvider time)
{
    public void Register(Routes routes)
    {
        routes.Add("git/get-tag", Requirement.Read("contents"), GetAsync);
        routes.Add("git/create-tag", Requirement.Write("contents"), CreateAsync);
    }

    private static async Task<Answer> GetAsync(Call call)
    {
        var (git, sha) = (call.Repository.Git, call.Path["tag_sha"]);
        return await git.ExistsAsync(sha) && await git.TypeAsync(sha) == "tag" ? Answer.Ok(await JsonAsync(call, sha)) : throw Refusal.NotFound();
    }

    private async Task<Answer> CreateAsync(Call call)
    {
        var (git, target) = (call.Repository.Git, call.Text("object")!);
        if (!await git.ExistsAsync(target)) throw Refusal.Because(422, "Object does not exist");
        var tagger = call.Member("tagger") is { ValueKind: JsonValueKind.Object } given
            ? new Person(given.GetProperty("name").GetString()!, given.GetProperty("email").GetString()!, given.TryGetProperty("date", out var date) ? date.GetDateTimeOffset() : time.GetUtcNow())
            : new Person(call.Login, $"{call.Login}@users.noreply.github.com", time.GetUtcNow());
        var tag = $"object {target}\ntype {call.Text("type")}\ntag {call.Text("tag")}\ntagger {tagger.Name} <{tagger.Email}> {tagger.At.ToUnixTimeSeconds()} +0000\n\n{call.Text("message")}\n";
        var sha = await git.MakeAsync(call.Login, time.GetUtcNow(), tag, "hash-object", "-t", "tag", "-w", "--stdin");
        return Answer.Created(await JsonAsync(call, sha));
    }

    private static async Task<JsonObject> JsonAsync(Call call, string sha)
    {
        var text = await call.Repository.Git.RunAsync("cat-file", "tag", sha);
        var (head, message) = text.Split("\n\n", 2) is [var first, var rest] ? (first, rest) : (text, "");
        var fields = head.Split('\n').Select(line => line.Split(' ', 2)).ToDictionary(field => field[0], field => field[1], StringComparer.Ordinal);
        var tagger = fields["tagger"].Split([" <", "> "], StringSplitOptions.None);
        var url = RepositoryJson.Url(call.Repository, call.Origins);
        return new JsonObject
        {
            ["sha"] = sha,
            ["node_id"] = NodeId.Of("Tag", sha),
            ["url"] = $"{url}/git/tags/{sha}",
            ["tag"] = fields["tag"],
            ["message"] = message,
            ["tagger"] = Person.Of(tagger[0], tagger[1], tagger[2].Split(' ')[0]).ToJson(),
            ["object"] = new JsonObject { ["sha"] = fields["object"], ["type"] = fields["type"], ["url"] = $"{url}/git/{fields["type"]}s/{fields["object"]}" },
            ["verification"] = CommitJson.Unverified(),
        };
    }
}
