using Registry.Git.Objects;

namespace Registry.Git.Repositories;

/// <summary>What git says of a local repository.</summary>
/// <param name="GitDirectory">Where HEAD and the index are.</param>
/// <param name="CommonDirectory">Where refs and objects are; another directory only in a linked work tree.</param>
/// <param name="HasWorkTree">Whether files are checked out beside it.</param>
/// <param name="Format">The hash of its objects.</param>
/// <param name="Head">The ref that HEAD names, such as <c>refs/heads/main</c>; <see langword="null"/> when HEAD is detached.</param>
internal sealed record RepositoryLayout(string GitDirectory, string CommonDirectory, bool HasWorkTree, ObjectFormat Format, string? Head)
{
    /// <summary>The folder for what the registry keeps beside the data: locks and journals.</summary>
    public const string StateFolder = "registry";

    /// <summary>The state of this work tree.</summary>
    public string WorkTreeState => Path.Combine(GitDirectory, StateFolder);

    /// <summary>The state that all work trees of the repository share.</summary>
    public string SharedState => Path.Combine(CommonDirectory, StateFolder);
}
