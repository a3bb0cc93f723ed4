using System.Text.Json.Nodes;
using Registry.FakeGitHub.Hosting;
using Registry.FakeGitHub.Repositories;

namespace Registry.FakeGitHub.Commits;

/// <summary>A file that differs between two trees.</summary>
internal sealed record FileChange(string Path, string Status, string Blob, int Additions, int Deletions)
{
    /// <summary>What differs, without looking for renames.</summary>
    public static async Task<IReadOnlyList<FileChange>> BetweenAsync(BareRepository git, string from, string to)
    {
        var raw = Fields(await git.RunAsync("diff-tree", "-r", "-z", "--no-renames", "--raw", from, to));
        var counts = Fields(await git.RunAsync("diff-tree", "-r", "-z", "--no-renames", "--numstat", from, to))
            .Select(line => line.Split('\t', 3)).ToDictionary(fields => fields[2], StringComparer.Ordinal);
        return [.. raw.Chunk(2).Select(pair => Parse(pair[0].Split(' '), pair[1], counts[pair[1]]))];
    }

    public JsonObject ToJson(Call call, string commit)
    {
        var (path, web) = (Uri.EscapeDataString(Path).Replace("%2F", "/", StringComparison.Ordinal), $"{call.Origins.Web}/{call.Repository.FullName}");
        return new JsonObject
        {
            ["sha"] = Blob,
            ["filename"] = Path,
            ["status"] = Status,
            ["additions"] = Additions,
            ["deletions"] = Deletions,
            ["changes"] = Additions + Deletions,
            ["blob_url"] = $"{web}/blob/{commit}/{path}",
            ["raw_url"] = $"{web}/raw/{commit}/{path}",
            ["contents_url"] = $"{RepositoryJson.Url(call.Repository, call.Origins)}/contents/{path}?ref={commit}",
        };
    }

    private static FileChange Parse(string[] fields, string path, string[] counts)
    {
        var status = fields[4] switch { "A" => "added", "D" => "removed", _ => "modified" };
        return new FileChange(path, status, status == "removed" ? fields[2] : fields[3], Count(counts[0]), Count(counts[1]));
    }

    /// <summary>A binary file has a dash instead of a number.</summary>
    private static int Count(string text) => int.TryParse(text, out var count) ? count : 0;

    private static string[] Fields(string output) => output.Split('\0', StringSplitOptions.RemoveEmptyEntries);
}
