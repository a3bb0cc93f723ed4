using Registry.Core.Versions;

namespace Registry.Core.Operations;

/// <summary>Allocates ids (specification, part 4, rule 1).</summary>
internal static class VersionIdAllocator
{
    /// <summary>The second of the emit, or the one after the newest id; <see langword="null"/> when that is too far ahead of the clock.</summary>
    /// <param name="newest">The newest id that the entity ever used.</param>
    /// <param name="emitted">The time of the emit.</param>
    /// <param name="now">The time of the clock.</param>
    /// <param name="clockSkew">How far ahead of the clock an id may be.</param>
    public static VersionId? Next(VersionId? newest, DateTimeOffset emitted, DateTimeOffset now, TimeSpan clockSkew)
    {
        var wanted = VersionId.From(emitted);
        var id = newest >= wanted ? newest.Value.Next() : wanted;
        return id.Time - now > clockSkew ? null : id;
    }
}
