using Registry.Core.Rules;
using Registry.Git.Objects;
using Registry.Git.Processes;

namespace Registry.Git.Repositories;

/// <summary>A git repository on this machine: bare, a clone with a work tree, or a linked work tree.</summary>
public sealed class GitRepository
{
    private readonly GitExecutable _git;
    private readonly IReadOnlyList<KeyValuePair<string, string>> _configuration;

    internal GitRepository(GitExecutable git, string directory, params IReadOnlyList<KeyValuePair<string, string>> configuration) =>
        (_git, Directory, _configuration) = (git, directory, configuration);

    /// <summary>The directory of the repository, absolute.</summary>
    public string Directory { get; }

    /// <summary>Creates an empty repository, or leaves one that is there as it is.</summary>
    /// <param name="git">The git to use.</param>
    /// <param name="directory">Created when it is missing.</param>
    /// <param name="bare">Without a work tree.</param>
    /// <param name="branch">The branch of the first commit.</param>
    /// <param name="objectFormat"><c>sha1</c> or <c>sha256</c>; <see langword="null"/> for git's default.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RegistryException">git is missing or could not do it.</exception>
    public static async Task<GitRepository> InitAsync(
        GitExecutable git, string directory, bool bare, string branch, string? objectFormat, CancellationToken cancellationToken)
    {
        var full = System.IO.Directory.CreateDirectory(directory).FullName;
        List<string> arguments = ["init", "--quiet", $"--initial-branch={branch}"];
        if (bare) arguments.Add("--bare");
        if (objectFormat is not null) arguments.Add($"--object-format={objectFormat}");
        var repository = new GitRepository(git, full);
        await repository.RunToSuccessAsync([.. arguments, "--", full], cancellationToken);
        return repository;
    }

    /// <summary>
    /// Puts loose objects and small packs together, and writes what makes the history of a path quick to read. Cheap when there
    /// is little to do, and safe beside writers: nothing is thrown away.
    /// </summary>
    /// <param name="progress">Told of the progress, line by line; may be <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends git; the repository is then as it was.</param>
    /// <exception cref="RegistryException">git could not do it.</exception>
    public async Task PackAsync(Action<string>? progress, CancellationToken cancellationToken)
    {
        string[] quiet = progress is null ? ["--quiet"] : [];
        await RunWithProgressAsync(["repack", "-d", "--geometric=2", "--write-midx", .. quiet], progress, cancellationToken);
        await RunWithProgressAsync(
            ["commit-graph", "write", "--reachable", "--changed-paths", progress is null ? "--no-progress" : "--progress"], progress, cancellationToken);
    }

    /// <summary>The repository of a directory that holds one; whether it does shows at the first use.</summary>
    /// <param name="git">The git to use.</param>
    /// <param name="directory">A bare repository, a clone with a work tree, or its <c>.git</c>.</param>
    public static GitRepository At(GitExecutable git, string directory)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        // Somebody who names the .git of a clone means the clone.
        return new GitRepository(git, Path.GetFileName(full) == ".git" && Path.GetDirectoryName(full) is { } parent ? parent : full);
    }

    /// <summary>A command in this repository.</summary>
    internal GitCommand Command(params IReadOnlyList<string> arguments) => new(Directory, arguments) { Configuration = _configuration };

    /// <summary>Starts a command in this repository.</summary>
    internal GitProcess Start(params IReadOnlyList<string> arguments) => _git.Start(Command(arguments));

    /// <summary>Runs a command in this repository, whatever its exit code.</summary>
    internal Task<GitOutput> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        _git.RunAsync(Command(arguments), cancellationToken);

    /// <summary>Runs a command in this repository, whatever its exit code.</summary>
    internal Task<GitOutput> RunAsync(GitCommand command, CancellationToken cancellationToken) => _git.RunAsync(command, cancellationToken);

    /// <summary>Runs a command that should succeed.</summary>
    internal Task<GitOutput> RunToSuccessAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        _git.RunToSuccessAsync(Command(arguments), cancellationToken);

    /// <summary>Runs a command whose output is read in pieces while it runs.</summary>
    internal IAsyncEnumerable<ReadOnlyMemory<byte>> PiecesAsync(IReadOnlyList<string> arguments, byte separator, CancellationToken cancellationToken) =>
        GitStream.PiecesAsync(_git, Command(arguments), separator, cancellationToken);

    /// <summary>Opens the repository's objects.</summary>
    internal GitObjectDatabase OpenObjects() => new(_git, Command);

    /// <summary>Asks git where things are.</summary>
    /// <exception cref="RegistryException">There is no repository.</exception>
    internal async Task<RepositoryLayout> LayoutAsync(CancellationToken cancellationToken)
    {
        var output = await RunAsync(
            ["rev-parse", "--path-format=absolute", "--git-dir", "--git-common-dir", "--is-inside-work-tree", "--show-object-format",
                "--symbolic-full-name", "HEAD"],
            cancellationToken);
        // The last question has no answer on a branch without a commit, nor for a detached HEAD.
        var lines = output.Lines;
        if (lines.Count < 4) throw NotUsable(output);
        var head = lines.FirstOrDefault(line => line.StartsWith("refs/", StringComparison.Ordinal)) ?? await UnbornHeadAsync(cancellationToken);
        return new RepositoryLayout(lines[0], lines[1], HasWorkTree: lines[2] == "true", ObjectFormat.Parse(lines[3]), head);
    }

    /// <summary>The committer as git knows it, <c>Name &lt;address&gt;</c>.</summary>
    /// <exception cref="RegistryException">git does not know who commits.</exception>
    internal async Task<string> CommitterAsync(CancellationToken cancellationToken)
    {
        var output = await RunAsync(["var", "GIT_COMMITTER_IDENT"], cancellationToken);
        if (!output.Succeeded)
            throw new RegistryException(RegistryRules.Identity,
                "git does not know who commits; set it with: git config --global user.name \"…\" and git config --global user.email \"…\"");
        // Name <address> seconds zone
        return output.Text[..(output.Text.LastIndexOf('>') + 1)];
    }

    /// <summary>Whether the user signs commits.</summary>
    internal async Task<bool> SignsCommitsAsync(CancellationToken cancellationToken) =>
        (await RunAsync(["config", "--type=bool", "--get", "commit.gpgSign"], cancellationToken)).Text.Trim() == "true";

    private async Task RunWithProgressAsync(IReadOnlyList<string> arguments, Action<string>? progress, CancellationToken cancellationToken)
    {
        var command = Command(arguments);
        var output = await _git.RunAsync(command, cancellationToken, progress);
        if (!output.Succeeded) throw GitExecutable.Failure(command, output);
    }

    private RegistryException NotUsable(GitOutput output) =>
        output.Error.Contains("not a git repository", StringComparison.Ordinal)
            ? new RegistryException(RegistryRules.NotARepository, $"{Directory} is not a git repository.")
            : new RegistryException(RegistryRules.GitFailed, $"The repository {Directory} cannot be used: {output.Reason}");

    private async Task<string?> UnbornHeadAsync(CancellationToken cancellationToken)
    {
        var output = await RunAsync(["symbolic-ref", "--quiet", "HEAD"], cancellationToken);
        return output.Succeeded ? output.Text.Trim() : null;
    }
}
