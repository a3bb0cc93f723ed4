using System.Text;
using Registry.Bench.Processes;

namespace Registry.Bench.PlainGit;

/// <summary>The ways in which plain git commits the files of a version. Each tells the seconds that it took.</summary>
internal static class Committer
{
    private const string Branch = "refs/heads/main";

    /// <summary>A work tree, <c>git add</c> and <c>git commit</c>.</summary>
    public static async Task<double> WorkTreeAsync(string workTree, VersionFiles version)
    {
        foreach (var (path, text) in version.All)
        {
            var file = Path.Combine(workTree, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, text);
        }

        var add = await GitAsync(workTree, "", ["add", "--", .. version.All.Select(file => file.Path)]);
        var commit = await GitAsync(workTree, "", "commit", "--quiet", "-m", "emit");
        return add.Seconds + commit.Seconds;
    }

    /// <summary>A bare repository and an index that is read anew, as a script does it that cannot know who wrote meanwhile.</summary>
    public static async Task<double> IndexAsync(string repository, VersionFiles version)
    {
        var seconds = 0.0;
        var parent = await StepAsync("", "rev-parse", Branch);
        List<string> entries = [];
        foreach (var (path, text) in version.All) entries.Add($"100644 {await StepAsync(text, "hash-object", "-w", "--stdin")}\t{path}\n");
        await StepAsync("", "read-tree", parent);
        await StepAsync(string.Concat(entries), "update-index", "--add", "--index-info");
        var tree = await StepAsync("", "write-tree");
        var commit = await StepAsync("emit\n", "commit-tree", tree, "-p", parent);
        await StepAsync("", "update-ref", Branch, commit, parent);
        return seconds;

        async Task<string> StepAsync(string input, params IReadOnlyList<string> arguments)
        {
            var finished = await GitAsync(repository, input, arguments);
            seconds += finished.Seconds;
            return finished.Output.Trim();
        }
    }

    /// <summary>A bare repository and one <c>git fast-import</c>.</summary>
    public static async Task<double> FastImportAsync(string repository, VersionFiles version)
    {
        var stream = new StringBuilder($"commit {Branch}\ncommitter Bench <bench@registry.example> 1772323200 +0000\ndata 5\nemit\n\nfrom {Branch}^0\n");
        foreach (var (path, text) in version.All) stream.Append($"M 100644 inline {path}\ndata {Encoding.UTF8.GetByteCount(text)}\n{text}\n");
        stream.Append("\ndone\n");
        return (await GitAsync(repository, stream.ToString(), "fast-import", "--quiet", "--done", "--date-format=raw")).Seconds;
    }

    private static Task<Finished> GitAsync(string directory, string input, params IReadOnlyList<string> arguments) =>
        Runner.RunAsync(new Command("git", [.. Durability.Options, .. arguments]) { Directory = directory, Input = input });
}
