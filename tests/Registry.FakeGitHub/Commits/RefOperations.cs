using System.Text.Json.Nodes;
using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Hosting;
using Registry.FakeGitHub.Repositories;
using Registry.FakeGitHub.Users;

namespace Registry.FakeGitHub.Commits;

/// <summary>Refs, below the path <c>git</c>.</summary>
internal sealed class RefOperations
{
    public void Register(Routes routes)
    {
        routes.Add("git/get-ref", Requirement.Read("contents"), GetAsync);
        routes.Add("git/list-matching-refs", Requirement.Read("contents"), ListAsync);
        routes.Add("git/create-ref", Requirement.Write("contents"), CreateAsync);
        routes.Add("git/update-ref", Requirement.Write("contents"), UpdateAsync);
        routes.Add("git/delete-ref", Requirement.Write("contents"), DeleteAsync);
    }

    private static async Task<Answer> GetAsync(Call call)
    {
        var name = Name(call);
        return await call.Repository.Git.RefAsync(name) is { } sha ? Answer.Ok(await JsonAsync(call, name, sha)) : throw Refusal.NotFound();
    }

    private static async Task<Answer> ListAsync(Call call)
    {
        var refs = (await call.Repository.Git.RunAsync("for-each-ref", "--format=%(refname) %(objectname)"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).Where(pair => pair[0].StartsWith(Name(call), StringComparison.Ordinal));
        var list = new JsonArray();
        foreach (var pair in refs) list.Add(await JsonAsync(call, pair[0], pair[1]));
        return Answer.Ok(list);
    }

    private static async Task<Answer> CreateAsync(Call call)
    {
        var (git, name, sha) = (call.Repository.Git, call.Text("ref")!, call.Text("sha")!);
        if (!name.StartsWith("refs/", StringComparison.Ordinal) || name.Count(letter => letter == '/') < 2 || await git.TryRunAsync("check-ref-format", name) is null)
            throw Refusal.Because(422, "Reference name must start with 'refs' and have at least two slashes.");
        if (!await git.ExistsAsync(sha)) throw Refusal.Because(422, "Object does not exist");
        if (await git.RefAsync(name) is not null) throw Refusal.Because(422, "Reference already exists");
        call.Repository.BurntTags.DemandFreeRef(name);
        if (!await git.MoveAsync(name, sha, BareRepository.NoObject)) throw Refusal.Because(422, "Reference already exists");
        var answer = await JsonAsync(call, name, sha);
        return Answer.Created(answer);
    }

    private static async Task<Answer> UpdateAsync(Call call)
    {
        var (git, name, sha) = (call.Repository.Git, Name(call), call.Text("sha")!);
        var old = await git.RefAsync(name) ?? throw Refusal.Because(422, "Reference does not exist");
        DemandMutable(call, name);
        if (!await git.ExistsAsync(sha)) throw Refusal.Because(422, "Object does not exist");
        if (call.Flag("force") != true && !await git.IsAncestorAsync(old, sha)) throw Refusal.Because(422, "Update is not a fast forward");
        if (!await git.MoveAsync(name, sha, old)) throw Refusal.Because(409, "Reference cannot be updated");
        return Answer.Ok(await JsonAsync(call, name, sha));
    }

    private static async Task<Answer> DeleteAsync(Call call)
    {
        var (git, name) = (call.Repository.Git, Name(call));
        if (await git.RefAsync(name) is null) throw Refusal.Because(422, "Reference does not exist");
        DemandMutable(call, name);
        await git.RunAsync("update-ref", "-d", name);
        return Answer.NoContent;
    }

    /// <summary>The tag of an immutable release stays where it is as long as there is the release.</summary>
    private static void DemandMutable(Call call, string name)
    {
        if (call.Repository.Releases.Exists(release => release.IsImmutable && name == $"refs/tags/{release.TagName}"))
            throw Refusal.Because(422, "Repository rule violations found\n\nCannot update this protected ref.\n\n");
    }

    private static string Name(Call call) => $"refs/{call.Path["ref"]}";

    private static async Task<JsonObject> JsonAsync(Call call, string name, string sha)
    {
        var (url, type) = (RepositoryJson.Url(call.Repository, call.Origins), await call.Repository.Git.TypeAsync(sha));
        return new JsonObject
        {
            ["ref"] = name,
            ["node_id"] = NodeId.Of("Ref", name),
            ["url"] = $"{url}/git/{name}",
            ["object"] = new JsonObject { ["type"] = type, ["sha"] = sha, ["url"] = $"{url}/git/{type}s/{sha}" },
        };
    }
}
