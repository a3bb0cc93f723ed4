using Registry.Bench.Processes;
using Registry.Bench.Setup;

namespace Registry.Bench.PlainGit;

/// <summary>One of several who write to the same remote by plain git: fetch, commit, push, and all of it again when somebody was faster.</summary>
internal static class PushLoop
{
    // Without a work tree, which would have to be brought to each commit of the others.
    private const string Script =
        """
        set -e
        export GIT_INDEX_FILE="$PWD/index.loop"
        while read -r path blob; do
          files="100644 $blob	$path
        $files"
          case "$path" in */sources/*) ;; *) continue ;; esac
          until
            git fetch --quiet --no-tags origin +refs/heads/main:refs/heads/main
            parent=$(git rev-parse refs/heads/main)
            git read-tree "$parent"
            printf '%s' "$files" | git update-index --add --index-info
            commit=$(git commit-tree -p "$parent" -m emit "$(git write-tree)")
            git push --quiet --force-with-lease="refs/heads/main:$parent" origin "$commit:refs/heads/main" 2>/dev/null
          do :; done
          files=
        done
        """;

    /// <summary>A clone for one writer.</summary>
    public static async Task<string> CloneAsync(Workspace workspace, string remote, string name)
    {
        var clone = workspace.Fresh(name);
        await Runner.RunAsync(new Command("git", "clone", "--quiet", "--bare", "--single-branch", "--no-tags", $"file://{remote}", clone));
        foreach (var option in Durability.Options.Where(option => option != "-c"))
            await Runner.GitAsync(clone, ["config", .. option.Split('=', 2)]);
        return clone;
    }

    /// <summary>Commits versions one after another. Their contents are in the clone already, which is not measured.</summary>
    public static async Task<Func<Task>> PrepareAsync(string clone, IEnumerable<VersionFiles> versions)
    {
        List<string> lines = [];
        foreach (var (path, text) in versions.SelectMany(version => version.All))
        {
            var blob = (await Runner.RunAsync(new Command("git", "hash-object", "-w", "--stdin") { Directory = clone, Input = text })).Output.Trim();
            lines.Add($"{path} {blob}\n");
        }

        return () => Runner.RunAsync(new Command("sh", "-c", Script) { Directory = clone, Input = string.Concat(lines) });
    }
}
