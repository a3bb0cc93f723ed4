namespace Registry.Core.Operations;

/// <summary>An operation that was proposed on a branch of its own, for somebody else to accept.</summary>
/// <typeparam name="T">What the operation tells its caller.</typeparam>
/// <param name="Outcome">What it tells once it is accepted.</param>
/// <param name="Branch">The branch, such as <c>promote/acme/billing/stable</c>.</param>
/// <param name="Base">The commit of the registry that it was planned on.</param>
/// <param name="Change">Whether the branch was made, made anew, or is as it was.</param>
public sealed record Proposed<T>(T Outcome, string Branch, string Base, ProposalChange Change);

/// <summary>What became of the branch of a proposal.</summary>
public enum ProposalChange
{
    /// <summary>The branch is new.</summary>
    Created,

    /// <summary>The branch proposes just this already.</summary>
    Unchanged,

    /// <summary>The branch proposed something else, and was made anew.</summary>
    Updated,

    /// <summary>What the branch would change was changed in the registry meanwhile, so that it was made anew.</summary>
    Regenerated,
}
