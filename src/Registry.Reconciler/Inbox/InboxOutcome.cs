using Registry.Core.Entities;
using Registry.Core.Rules;
using Registry.Core.Versions;

namespace Registry.Reconciler.Inbox;

/// <summary>What a pass did with the inbox.</summary>
/// <param name="Folded">The emits that the registry has now, in order of arrival.</param>
/// <param name="Refused">The branches that it refuses.</param>
/// <param name="Commit">The commit that folded them in; <see langword="null"/> when there is none.</param>
public sealed record InboxOutcome(IReadOnlyList<FoldedEmit> Folded, IReadOnlyList<RefusedBranch> Refused, string? Commit)
{
    /// <summary>Nothing waited.</summary>
    public static InboxOutcome Empty { get; } = new([], [], null);

    /// <summary>This and what a later pass did, told as one. What is refused and stays is seen by both.</summary>
    internal InboxOutcome Then(InboxOutcome next) => new(
        [.. Folded, .. next.Folded],
        [.. Refused.ExceptBy(next.Refused.Select(refused => refused.Branch), refused => refused.Branch, StringComparer.Ordinal), .. next.Refused],
        next.Commit ?? Commit);
}

/// <summary>An emit of the inbox that is in the registry.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Version">The id that it has.</param>
/// <param name="Branch">The branch by which it came.</param>
/// <param name="Created">Whether this pass added it; otherwise its source was known already.</param>
public sealed record FoldedEmit(EntityName Entity, VersionId Version, string Branch, bool Created);

/// <summary>A branch of the inbox that is no emit, or one that a rule forbids.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Problems">All that is wrong with it.</param>
/// <param name="Since">Since when its sender can know.</param>
/// <param name="Removed">Whether its time was over, so that this pass removed it.</param>
public sealed record RefusedBranch(string Branch, IReadOnlyList<Problem> Problems, DateTimeOffset Since, bool Removed);
