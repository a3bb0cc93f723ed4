namespace Registry.FakeGitHub.Commits;

/// <summary>A commit as git has it.</summary>
internal sealed record Commit(string Sha, string Tree, IReadOnlyList<string> Parents, Person Author, Person Committer, string Message)
{
    private const string Format = "--format=%H%x1f%T%x1f%P%x1f%an%x1f%ae%x1f%at%x1f%cn%x1f%ce%x1f%ct%x1f%B%x1e";

    public static async Task<Commit> ReadAsync(BareRepository git, string sha) => (await LogAsync(git, "--no-walk", sha)).Single();

    /// <summary>The commits of <c>git log</c>.</summary>
    public static async Task<IReadOnlyList<Commit>> LogAsync(BareRepository git, params IReadOnlyList<string> arguments)
    {
        var text = await git.RunAsync(["log", Format, .. arguments]);
        return [.. text.Split('\x1e', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
    }

    private static Commit Parse(string record)
    {
        var fields = record.Split('\x1f');
        return new Commit(
            fields[0], fields[1], fields[2].Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Person.Of(fields[3], fields[4], fields[5]), Person.Of(fields[6], fields[7], fields[8]), fields[9].TrimEnd('\n'));
    }
}
