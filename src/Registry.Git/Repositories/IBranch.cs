using Registry.Core.Rules;
using Registry.Git.Objects;

namespace Registry.Git.Repositories;

/// <summary>The branch that counts: in a repository of this machine, or in one that is reached over the network.</summary>
internal interface IBranch
{
    /// <summary>Full name, such as <c>refs/heads/main</c>; <see langword="null"/> when there is none to write to.</summary>
    string? Name { get; }

    /// <summary>Makes the newest commit readable. Reads need that once, and each attempt to write again.</summary>
    Task RefreshAsync(CancellationToken cancellationToken);

    /// <summary>Waits until it is worth trying to write. What is returned is let go after the attempt.</summary>
    Task<IDisposable> EnterAsync(CancellationToken cancellationToken);

    /// <summary>Why the files at these paths may not be changed now; <see langword="null"/> when they may.</summary>
    Task<Problem?> ObstacleAsync(IReadOnlyCollection<string> paths, CancellationToken cancellationToken);

    /// <summary>Moves the branch from one commit to a child of it, unless somebody was faster.</summary>
    /// <param name="old">Where the branch was; none when it did not exist.</param>
    /// <param name="commit">The child.</param>
    /// <param name="reason">For the reflog.</param>
    /// <param name="fence">The ref of the lease under which it moves: both move, or neither does; <see langword="null"/> when it needs none.</param>
    /// <param name="cancellationToken">Ends the wait for a remote, which may carry the move out all the same.</param>
    Task<MoveOutcome> MoveAsync(GitObjectId old, GitObjectId commit, string reason, RefMove? fence, CancellationToken cancellationToken);
}
