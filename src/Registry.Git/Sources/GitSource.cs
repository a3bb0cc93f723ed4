using Registry.Core.Sources;
using Registry.Core.Versions;
using Registry.Git.Processes;

namespace Registry.Git.Sources;

/// <summary>A folder of source files, which may lie in a git work tree.</summary>
/// <param name="git">The git to use.</param>
/// <param name="directory">The folder, absolute.</param>
public sealed class GitSource(GitExecutable git, string directory)
{
    /// <summary>
    /// Logical paths of the source files: in a git work tree those that git does not ignore, tracked or not; elsewhere what
    /// <see cref="SourceDirectory.Enumerate"/> says.
    /// </summary>
    public async Task<IReadOnlyList<string>> FilesAsync(CancellationToken cancellationToken)
    {
        var output = await RunAsync(["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"], cancellationToken);
        return output.Succeeded
            ? [.. output.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(path => Exists(Path.Combine(directory, path)))]
            : [.. SourceDirectory.Enumerate(directory)];
    }

    /// <summary>Where the folder's files come from; <see langword="null"/> when it lies in no git repository with a commit.</summary>
    public async Task<SourceOrigin?> OriginAsync(CancellationToken cancellationToken)
    {
        var commit = await RunAsync(["rev-parse", "--verify", "--quiet", "HEAD"], cancellationToken);
        if (!commit.Succeeded) return null;
        var branch = await RunAsync(["symbolic-ref", "--quiet", "--short", "HEAD"], cancellationToken);
        var remote = await RunAsync(["config", "--get", "remote.origin.url"], cancellationToken);
        var status = await RunAsync(["status", "--porcelain", "--untracked-files=normal", "--", "."], cancellationToken);
        return new SourceOrigin
        {
            Repository = remote.Succeeded ? GitUrl.Redact(remote.Text.Trim()) : null,
            Commit = commit.Text.Trim(),
            Branch = branch.Succeeded ? branch.Text.Trim() : null,
            Dirty = status.Succeeded && status.Text.Length > 0,
        };
    }

    /// <summary>A file, or a link; what the index names may be deleted, and a submodule is a folder.</summary>
    private static bool Exists(string path) => File.Exists(path) || new FileInfo(path).LinkTarget is not null;

    private Task<GitOutput> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        git.RunAsync(new GitCommand(directory, arguments) { LooksUpwards = true }, cancellationToken);
}
