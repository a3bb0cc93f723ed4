using Registry.Core.Entities;
using Registry.Core.Rules;
using Registry.Core.Versions;

namespace Registry.Reconciler.Planning;

/// <summary>A version that should be published and is not.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Version">The version.</param>
/// <param name="Problem">Why.</param>
/// <param name="RetryAt">When it is tried again, UTC; <see langword="null"/> when somebody has to do something first.</param>
public sealed record PublicationFailure(EntityName Entity, VersionId Version, Problem Problem, DateTimeOffset? RetryAt);
