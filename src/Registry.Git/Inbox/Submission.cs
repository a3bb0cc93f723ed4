using Registry.Core.Operations;

namespace Registry.Git.Inbox;

/// <summary>What became of an emit that was handed in.</summary>
/// <param name="Outcome">The version that the registry has already; or what is proposed, whose id and ordinal the registry may allocate otherwise.</param>
/// <param name="Branch">The branch by which it waits; <see langword="null"/> when the registry has it already.</param>
/// <param name="Commit">The branch's commit, or that of the registry.</param>
public sealed record Submission(EmitOutcome Outcome, string? Branch, string Commit);
