using Registry.Core.Rules;

namespace Registry.Reconciler;

/// <summary>What one pass does.</summary>
/// <param name="Advances">The channels that it moves.</param>
/// <param name="Observations">The moves of others that it sees.</param>
/// <param name="Waiting">The channels that wait.</param>
/// <param name="Problems">What is wrong with entities that it sets aside; all others go on.</param>
public sealed record Pass(IReadOnlyList<Advance> Advances, IReadOnlyList<Observation> Observations, IReadOnlyList<Waiting> Waiting, IReadOnlyList<Problem> Problems);
