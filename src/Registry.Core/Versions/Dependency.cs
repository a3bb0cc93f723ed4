using Registry.Core.Entities;

namespace Registry.Core.Versions;

/// <summary>Another entity that a version needs.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Version">The version that it was built with; any when <see langword="null"/>.</param>
public sealed record Dependency(EntityName Entity, VersionId? Version);
