using Registry.Core.Entities;
using Registry.Core.Versions;

namespace Registry.Reconciler.Surveying;

/// <summary>An entity at which a pass has to look, because something of it changed, is due, or never was looked at.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Versions">Its versions that may have to be published; those that are published already, or may not be, do no harm.</param>
/// <param name="Moved">The channels whose files changed since the last pass.</param>
public sealed record EntityLook(EntityName Entity, IReadOnlyCollection<VersionId> Versions, IReadOnlyCollection<string> Moved)
{
    /// <summary>An entity of which no channel is known to have moved.</summary>
    public EntityLook(EntityName entity, IReadOnlyCollection<VersionId> versions)
        : this(entity, versions, [])
    {
    }
}
