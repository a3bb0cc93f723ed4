using Registry.Client.Models;
using Registry.Client.Transport;

namespace Registry.Client.Calls;

/// <summary>Who may do what.</summary>
public sealed class AccessCalls
{
    private readonly ApiTransport _api;

    internal AccessCalls(ApiTransport api) => _api = api;

    /// <summary>The entities that the caller may use, and how.</summary>
    public IAsyncEnumerable<EntityAccess> ListAsync(CancellationToken cancellationToken = default) =>
        Paging.AllAsync((after, token) => ListPageAsync(null, after, token), cancellationToken);

    /// <summary>A page of the entities that the caller may use.</summary>
    /// <param name="limit">The most items, 1 to 200.</param>
    /// <param name="after">The cursor that the page before gave.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [ApiOperation("ListAccess")]
    public Task<Page<EntityAccess>> ListPageAsync(int? limit = null, string? after = null, CancellationToken cancellationToken = default) =>
        _api.AskAsync(ApiRequest.Get(ApiPath.Of("access").With(("limit", limit), ("after", after))), RegistryJson.Default.PageEntityAccess, cancellationToken);

    /// <summary>Says what a token may do with an entity.</summary>
    [ApiOperation("GrantAccess")]
    public Task<EntityGrant> GrantAsync(string entity, string tokenId, NewGrant grant, CancellationToken cancellationToken = default) =>
        _api.AskAsync(ApiRequest.Send(HttpMethod.Put, ApiPath.OfEntity(entity, "access", tokenId), grant, RegistryJson.Default.NewGrant), RegistryJson.Default.EntityGrant, cancellationToken);

    /// <summary>Takes away what a token may do with an entity.</summary>
    [ApiOperation("RevokeAccess")]
    public Task RevokeAsync(string entity, string tokenId, CancellationToken cancellationToken = default) =>
        _api.TellAsync(new ApiRequest(HttpMethod.Delete, ApiPath.OfEntity(entity, "access", tokenId)), cancellationToken);
}
