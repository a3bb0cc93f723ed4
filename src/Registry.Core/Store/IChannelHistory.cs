using Registry.Core.Entities;
using Registry.Core.Versions;

namespace Registry.Core.Store;

/// <summary>What a channel pointed at before: where <c>rollback</c> finds its way. When it did is not told: dates of commits are their authors'.</summary>
public interface IChannelHistory
{
    /// <summary>Where a channel pointed after each of its moves, newest first, read only as far as the caller asks; <see langword="null"/> for nowhere.</summary>
    IAsyncEnumerable<VersionId?> MovesAsync(EntityName entity, string channel, CancellationToken cancellationToken);
}
