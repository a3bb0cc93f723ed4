using Registry.Core.Entities;
using Registry.Core.Versions;

namespace Registry.Reconciler.Surveying;

/// <summary>An entity at which a pass has to look, because something of it changed, is due, or never was looked at.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Versions">Its versions that may have to be published; those that are published already, or may not be, do no harm.</param>
/// <param name="MovedDefault">Whether its default channel was moved since the last pass.</param>
public sealed record EntityLook(EntityName Entity, IReadOnlyCollection<VersionId> Versions, bool MovedDefault = false);
