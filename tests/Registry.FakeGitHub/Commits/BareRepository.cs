using System.Text;
using Registry.Git.Processes;

namespace Registry.FakeGitHub.Commits;

/// <summary>A bare repository, read and written by git itself, so that what is pushed and what the API does are one.</summary>
internal sealed class BareRepository(GitExecutable git, string path)
{
    public const string NoObject = "0000000000000000000000000000000000000000";

    public string Path { get; } = path;

    /// <summary>The output of a command that must succeed.</summary>
    public async Task<string> RunAsync(params IReadOnlyList<string> arguments) =>
        await TryRunAsync(arguments) ?? throw new InvalidOperationException($"git {string.Join(' ', arguments)} failed in {Path}.");

    /// <summary>The output of a command, without the line's end; <see langword="null"/> when it fails.</summary>
    public async Task<string?> TryRunAsync(params IReadOnlyList<string> arguments)
    {
        var output = await OutputAsync(arguments);
        return output.Succeeded ? output.Text.TrimEnd('\n') : null;
    }

    public Task<GitOutput> OutputAsync(params IReadOnlyList<string> arguments) => git.RunAsync(new GitCommand(Path, arguments), CancellationToken.None);

    /// <summary>Runs a command that makes a commit or a tag.</summary>
    public async Task<string> MakeAsync(string author, DateTimeOffset at, string input, params IReadOnlyList<string> arguments)
    {
        var time = $"{at.ToUnixTimeSeconds()} +0000";
        var output = await git.RunAsync(new GitCommand(Path, arguments)
        {
            Input = Encoding.UTF8.GetBytes(input),
            Variables =
            [
                new("GIT_AUTHOR_NAME", author), new("GIT_AUTHOR_EMAIL", $"{author}@users.noreply.github.com"), new("GIT_AUTHOR_DATE", time),
                new("GIT_COMMITTER_NAME", "GitHub"), new("GIT_COMMITTER_EMAIL", "noreply@github.com"), new("GIT_COMMITTER_DATE", time),
            ],
        }, CancellationToken.None);
        return output.Succeeded ? output.Text.Trim() : throw new InvalidOperationException($"git {arguments[0]} failed in {Path}: {output.Reason}");
    }

    /// <summary>The object that a ref names, or <see langword="null"/>.</summary>
    public Task<string?> RefAsync(string name) => TryRunAsync("rev-parse", "--verify", "--quiet", "--end-of-options", name);

    /// <summary>The commit that a branch, a tag, a ref or an object id means, in this order; <see langword="null"/> for none.</summary>
    public async Task<string?> CommitAsync(string name)
    {
        foreach (var candidate in new[] { $"refs/heads/{name}", $"refs/tags/{name}", name })
            if (IsSafe(name) && await TryRunAsync("rev-parse", "--verify", "--quiet", "--end-of-options", $"{candidate}^{{commit}}") is { Length: > 0 } sha)
                return sha;
        return null;
    }

    public async Task<string> TypeAsync(string sha) => await RunAsync("cat-file", "-t", sha);

    public async Task<bool> ExistsAsync(string sha) => IsObjectId(sha) && await TryRunAsync("cat-file", "-e", sha) is not null;

    public async Task<bool> IsAncestorAsync(string older, string newer) => await TryRunAsync("merge-base", "--is-ancestor", older, newer) is not null;

    /// <summary>Moves a ref if it is where it was seen; false when somebody else was faster.</summary>
    public async Task<bool> MoveAsync(string name, string to, string from) => await TryRunAsync("update-ref", name, to, from) is not null;

    public static bool IsObjectId(string text) => text.Length == 40 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Whether git would not read the name as an expression.</summary>
    private static bool IsSafe(string name) => name.Length > 0 && name[0] != '-' && !name.AsSpan().ContainsAny(":^~ ") && !name.Contains("@{", StringComparison.Ordinal);
}
