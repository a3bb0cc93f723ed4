using System.Text.Json.Nodes;
using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Hosting;
using Registry.FakeGitHub.Repositories;

namespace Registry.FakeGitHub.Commits;

/// <summary>Files and folders of a commit.</summary>
internal sealed class ContentOperations
{
    public void Register(Routes routes) => routes.Add("repos/get-content", Requirement.Read("contents"), GetAsync);

    private static async Task<Answer> GetAsync(Call call)
    {
        var (git, path) = (call.Repository.Git, call.Path["path"]);
        var name = call.Query.GetValueOrDefault("ref", call.Repository.DefaultBranch);
        var commit = await git.CommitAsync(name) ?? throw Refusal.Because(404, $"No commit found for the ref {name}");
        if (path.Length == 0) return await FolderAsync(call, name, commit);
        var entry = TreeEntry.Parse(await git.RunAsync("ls-tree", "-z", "-l", commit, "--", path)).SingleOrDefault() ?? throw Refusal.NotFound();
        if (entry.Type == "tree") return await FolderAsync(call, name, commit, "--", $"{path}/");
        var bytes = (await git.OutputAsync("cat-file", "blob", entry.Sha)).Output.ToArray();
        if (call.Accept.Contains(".raw", StringComparison.Ordinal)) return Answer.File(bytes, "application/vnd.github.raw; charset=utf-8");
        var file = Json(call, entry, name);
        file["encoding"] = "base64";
        file["content"] = Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks).ReplaceLineEndings("\n") + "\n";
        return Answer.Ok(file);
    }

    private static async Task<Answer> FolderAsync(Call call, string name, string commit, params string[] path)
    {
        var children = TreeEntry.Parse(await call.Repository.Git.RunAsync(["ls-tree", "-z", "-l", commit, .. path]));
        return Answer.Ok(new JsonArray([.. children.Select(child => Json(call, child, name))]));
    }

    private static JsonObject Json(Call call, TreeEntry entry, string name)
    {
        var url = RepositoryJson.Url(call.Repository, call.Origins);
        var path = Uri.EscapeDataString(entry.Path).Replace("%2F", "/", StringComparison.Ordinal);
        var self = $"{url}/contents/{path}?ref={Uri.EscapeDataString(name)}";
        var git = $"{url}/git/{entry.Type}s/{entry.Sha}";
        var html = $"{call.Origins.Web}/{call.Repository.FullName}/{entry.Type}/{name}/{path}";
        return new JsonObject
        {
            ["type"] = entry.Type switch { "tree" => "dir", "commit" => "submodule", _ => "file" },
            ["size"] = entry.Size,
            ["name"] = entry.Path[(entry.Path.LastIndexOf('/') + 1)..],
            ["path"] = entry.Path,
            ["sha"] = entry.Sha,
            ["url"] = self,
            ["git_url"] = git,
            ["html_url"] = html,
            ["download_url"] = entry.Type == "tree" ? null : $"{call.Origins.Web}/{call.Repository.FullName}/raw/{name}/{path}",
            ["_links"] = new JsonObject { ["self"] = self, ["git"] = git, ["html"] = html },
        };
    }

    /// <summary>A line of <c>git ls-tree -l</c>.</summary>
    private sealed record TreeEntry(string Type, string Sha, long Size, string Path)
    {
        public static IEnumerable<TreeEntry> Parse(string output) => output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(line =>
        {
            var (head, path) = line.Split('\t', 2) is [var first, var rest] ? (first, rest) : throw new FormatException(line);
            var fields = head.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return new TreeEntry(fields[1], fields[2], long.TryParse(fields[3], out var size) ? size : 0, path);
        });
    }
}
