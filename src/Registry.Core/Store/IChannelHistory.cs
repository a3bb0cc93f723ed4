using Registry.Core.Entities;
using Registry.Core.Versions;

namespace Registry.Core.Store;

/// <summary>A moment at which a channel began to point at a version.</summary>
/// <param name="Version">The version; <see langword="null"/> when the pointer was removed.</param>
/// <param name="Time">When the registry's history says that it happened.</param>
/// <param name="Revision">The commit.</param>
public sealed record ChannelMove(VersionId? Version, DateTimeOffset Time, string Revision);

/// <summary>What a channel pointed at, and since when: the source of soak times and of <c>rollback</c>.</summary>
public interface IChannelHistory
{
    /// <summary>The moves of a channel, newest first, read only as far as the caller asks.</summary>
    IAsyncEnumerable<ChannelMove> MovesAsync(EntityName entity, string channel, CancellationToken cancellationToken);
}
