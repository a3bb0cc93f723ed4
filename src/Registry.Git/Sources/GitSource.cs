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

    /// <summary>
    /// Where the folder's files come from; dirty when one of them is not committed. <see langword="null"/> when it lies in no
    /// git work tree with a commit, or in one that git cannot read.
    /// </summary>
    public async Task<SourceOrigin?> OriginAsync(CancellationToken cancellationToken) =>
        await StatusAsync(["--", "."], cancellationToken) is { } status
            ? await OriginAsync(status, cancellationToken) with { Dirty = status.Changed.Count > 0 }
            : null;

    /// <summary>The state of the whole work tree that the folder lies in; <see langword="null"/> as for <see cref="OriginAsync(CancellationToken)"/>.</summary>
    public async Task<SourceState?> StateAsync(CancellationToken cancellationToken)
    {
        if (await StatusAsync([], cancellationToken) is not { } status) return null;
        var root = await RunAsync(["rev-parse", "--show-toplevel"], cancellationToken);
        return root.Succeeded ? new SourceState(await OriginAsync(status, cancellationToken), Path.GetFullPath(root.Text.TrimEnd('\n')), status.Changed) : null;
    }

    private async Task<SourceOrigin> OriginAsync(StatusOutput status, CancellationToken cancellationToken)
    {
        var remote = await RunAsync(["config", "--get", "remote.origin.url"], cancellationToken);
        return new SourceOrigin { Repository = remote.Succeeded ? GitUrl.Redact(remote.Text.Trim()) : null, Commit = status.Commit, Branch = status.Branch };
    }

    private async Task<StatusOutput?> StatusAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var output = await RunAsync(["status", "--porcelain=v2", "--branch", "-z", "--untracked-files=normal", .. paths], cancellationToken);
        return output.Succeeded ? StatusOutput.Read(output.Text) : null;
    }

    /// <summary>A file, or a link; what the index names may be deleted, and a submodule is a folder.</summary>
    private static bool Exists(string path) => File.Exists(path) || new FileInfo(path).LinkTarget is not null;

    private Task<GitOutput> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        git.RunAsync(new GitCommand(directory, arguments) { LooksUpwards = true }, cancellationToken);
}
