using Registry.Core.Entities;
using Registry.Core.Sources;

namespace Registry.Core.Operations;

/// <summary>An entity that something is built from, when its version is not known yet but its sources are.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="SourceHashes">Source hashes that the version may have, the likeliest first.</param>
public sealed record SourceDependency(EntityName Entity, IReadOnlyList<Digest> SourceHashes);
