using Registry.Core.Entities;
using Registry.Core.Releases;
using Registry.Core.Versions;

namespace Registry.Reconciler.Planning;

/// <summary>What is to be published of the versions at which a pass looks.</summary>
/// <param name="Publications">Those that are tried now, oldest first, so that each follows its base.</param>
/// <param name="Failures">Those that failed before and are not tried again yet.</param>
/// <param name="Rest">Those at which nobody looked, because there was enough to do before them.</param>
internal sealed record WantedPublications(
    IReadOnlyList<Publication> Publications, IReadOnlyList<PublicationFailure> Failures, IReadOnlyList<(EntityName Entity, VersionId Version)> Rest);
