namespace Registry.Core.Proposals;

/// <summary>What a change does, in the words of the registry.</summary>
/// <param name="Moves">The channels that it moves.</param>
/// <param name="Added">The versions that it adds, <c>ns/name@id</c>.</param>
/// <param name="Others">The other files that it touches.</param>
/// <param name="IsCut">Whether it does more than is told here.</param>
public sealed record Change(IReadOnlyList<Move> Moves, IReadOnlyList<string> Added, IReadOnlyList<string> Others, bool IsCut);
