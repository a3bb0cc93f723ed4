using Registry.Client.Models;
using Registry.Client.Transport;

namespace Registry.Client.Calls;

/// <summary>Entities.</summary>
public sealed class EntityCalls
{
    private readonly ApiTransport _api;

    internal EntityCalls(ApiTransport api) => _api = api;

    /// <summary>The entities that the caller may see, by name.</summary>
    /// <param name="space">A namespace; all when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public IAsyncEnumerable<EntitySummary> ListAsync(string? space = null, CancellationToken cancellationToken = default) =>
        Paging.AllAsync((after, token) => ListPageAsync(space, null, after, token), cancellationToken);

    /// <summary>A page of the entities that the caller may see.</summary>
    /// <param name="space">A namespace; all when <see langword="null"/>.</param>
    /// <param name="limit">The most items, 1 to 200.</param>
    /// <param name="after">The cursor that the page before gave.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [ApiOperation("ListEntities")]
    public Task<Page<EntitySummary>> ListPageAsync(string? space = null, int? limit = null, string? after = null, CancellationToken cancellationToken = default) =>
        _api.AskAsync(ApiRequest.Get(ApiPath.Of("entities").With(("namespace", space), ("limit", limit), ("after", after))), RegistryJson.Default.PageEntitySummary, cancellationToken);

    /// <summary>Creates an entity, which is then the caller's.</summary>
    [ApiOperation("CreateEntity")]
    public Task<Entity> CreateAsync(NewEntity entity, CancellationToken cancellationToken = default) =>
        _api.AskAsync(ApiRequest.Send(HttpMethod.Post, ApiPath.Of("entities"), entity, RegistryJson.Default.NewEntity), RegistryJson.Default.Entity, cancellationToken);

    /// <summary>An entity with its channels and newest versions.</summary>
    [ApiOperation("GetEntity")]
    public Task<Entity> GetAsync(string entity, CancellationToken cancellationToken = default) =>
        _api.AskAsync(ApiRequest.Get(ApiPath.OfEntity(entity)), RegistryJson.Default.Entity, cancellationToken);

    /// <summary>Changes an entity.</summary>
    [ApiOperation("ChangeEntity")]
    public Task<Entity> ChangeAsync(string entity, EntityContent change, CancellationToken cancellationToken = default) =>
        _api.AskAsync(ApiRequest.Send(HttpMethod.Patch, ApiPath.OfEntity(entity), change, RegistryJson.Default.EntityContent), RegistryJson.Default.Entity, cancellationToken);

    /// <summary>Deletes an entity of which no channel points at a version.</summary>
    [ApiOperation("DeleteEntity")]
    public Task DeleteAsync(string entity, string reason, CancellationToken cancellationToken = default) =>
        _api.TellAsync(new ApiRequest(HttpMethod.Delete, ApiPath.OfEntity(entity).With(("reason", reason))), cancellationToken);
}
