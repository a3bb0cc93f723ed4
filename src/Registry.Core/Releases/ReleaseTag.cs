using Registry.Core.Entities;
using Registry.Core.Versions;

namespace Registry.Core.Releases;

/// <summary>The tag of a version's release, <c>namespace/name@id</c>.</summary>
public static class ReleaseTag
{
    /// <summary>The tag of a version's release.</summary>
    public static string Of(EntityName entity, VersionId version) => $"{entity}@{version}";
}
