namespace Registry.Git.Sources;

/// <summary>What <c>git status --porcelain=v2 --branch -z</c> says, see <see href="https://git-scm.com/docs/git-status#_porcelain_format_version_2"/>.</summary>
/// <param name="Commit">The commit of HEAD.</param>
/// <param name="Branch">The branch; none when HEAD is detached.</param>
/// <param name="Changed">Paths of what is not committed.</param>
internal sealed record StatusOutput(string Commit, string? Branch, IReadOnlySet<string> Changed)
{
    private const string CommitHeader = "# branch.oid ";
    private const string BranchHeader = "# branch.head ";

    /// <summary>Reads the output; <see langword="null"/> when there is no commit yet.</summary>
    public static StatusOutput? Read(string output)
    {
        string? commit = null, branch = null;
        HashSet<string> changed = new(StringComparer.Ordinal);
        var lines = output.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            if (line.StartsWith(CommitHeader, StringComparison.Ordinal)) commit = line[CommitHeader.Length..];
            else if (line.StartsWith(BranchHeader, StringComparison.Ordinal)) branch = line[BranchHeader.Length..];
            else if (line[0] is '?') changed.Add(line[2..]);
            else if (FieldsBeforePath(line[0]) is > 0 and var fields) changed.Add(line.Split(' ', fields + 1)[fields]);
            // A renamed or copied file names where it came from in an entry of its own.
            if (line[0] == '2') changed.Add(lines[++i]);
        }

        return commit is null or "(initial)" ? null : new StatusOutput(commit, branch is "(detached)" ? null : branch, changed);
    }

    private static int FieldsBeforePath(char kind) => kind switch
    {
        '1' => 8,
        '2' => 9,
        'u' => 10,
        _ => 0,
    };
}
