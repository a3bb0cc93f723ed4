using Registry.FakeGitHub.Releases;

namespace Registry.FakeGitHub.Hosting;

/// <summary>
/// Keeps pushes from the refs of pull requests, and from making tags whose names are burnt: by hooks that stand beside the
/// repositories' own.
/// </summary>
internal sealed class PushGuard
{
    private const string Script = """
        #!/bin/sh
        hook=$(basename "$0")
        if [ "$hook" = update ] && printf '%s\n' "$BURNT_TAGS" | grep -qxF -- "${1#refs/tags/}"; then
            echo "error: GH013: Repository rule violations found for $1." >&2
            echo "- Cannot create ref due to creations being restricted." >&2
            exit 1
        fi
        own="$(git rev-parse --absolute-git-dir)/hooks/$hook"
        if [ -x "$own" ]; then exec "$own" "$@"; fi

        """;

    private readonly string _folder;

    /// <summary>Writes the hooks.</summary>
    public PushGuard(string folder)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        foreach (var hook in new[] { "pre-receive", "update", "post-receive", "post-update" })
        {
            var file = Path.Combine(_folder, hook);
            File.WriteAllText(file, Script.ReplaceLineEndings("\n"));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>The variables for git, so that it hides the refs and runs the hooks.</summary>
    public IReadOnlyDictionary<string, string> Environment(IReadOnlyDictionary<string, string> environment, BurntTags burnt)
    {
        var variables = new Dictionary<string, string>(environment, StringComparer.Ordinal)
        {
            ["GIT_CONFIG_COUNT"] = "1",
            ["GIT_CONFIG_KEY_0"] = "receive.hideRefs",
            ["GIT_CONFIG_VALUE_0"] = "refs/pull",
        };
        if (!burnt.Names.Any()) return variables;
        variables["BURNT_TAGS"] = string.Join('\n', burnt.Names);
        variables["GIT_CONFIG_COUNT"] = "2";
        variables["GIT_CONFIG_KEY_1"] = "core.hooksPath";
        variables["GIT_CONFIG_VALUE_1"] = _folder;
        return variables;
    }
}
