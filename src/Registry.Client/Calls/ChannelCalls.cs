using System.Net;
using System.Text.Json.Serialization.Metadata;
using Registry.Client.Models;
using Registry.Client.Transport;

namespace Registry.Client.Calls;

/// <summary>The channels of entities.</summary>
public sealed class ChannelCalls
{
    private readonly ApiTransport _api;

    internal ChannelCalls(ApiTransport api) => _api = api;

    /// <summary>The default channel.</summary>
    [ApiOperation("GetActiveVersion")]
    public Task<Tagged<Channel>> GetActiveAsync(string entity, CancellationToken cancellationToken = default) => ReadAsync(ApiRequest.Get(ApiPath.OfEntity(entity, "active-version")), cancellationToken);

    /// <summary>Moves the default channel.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="move">Where to.</param>
    /// <param name="seen">What it must be until then; anything when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [ApiOperation("SetActiveVersion")]
    public Task<Tagged<Channel>> MoveActiveAsync(string entity, ChannelMove move, Precondition? seen = null, CancellationToken cancellationToken = default) =>
        ReadAsync(ApiRequest.Send(HttpMethod.Put, ApiPath.OfEntity(entity, "active-version"), move, RegistryJson.Default.ChannelMove) with { Precondition = seen }, cancellationToken);

    /// <summary>Proposes to move the default channel.</summary>
    [ApiOperation("SetActiveVersion")]
    public Task<ProposalAnswer> ProposeActiveAsync(string entity, ChannelMove move, CancellationToken cancellationToken = default) =>
        ProposeAsync(HttpMethod.Put, ApiPath.OfEntity(entity, "active-version"), move, RegistryJson.Default.ChannelMove, cancellationToken);

    /// <summary>A channel.</summary>
    [ApiOperation("GetChannel")]
    public Task<Tagged<Channel>> GetAsync(string entity, string channel, CancellationToken cancellationToken = default) =>
        ReadAsync(ApiRequest.Get(ApiPath.OfEntity(entity, "channels", channel)), cancellationToken);

    /// <summary>Moves a channel.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="move">Where to.</param>
    /// <param name="seen">What it must be until then; anything when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [ApiOperation("MoveChannel")]
    public Task<Tagged<Channel>> MoveAsync(string entity, string channel, ChannelMove move, Precondition? seen = null, CancellationToken cancellationToken = default) =>
        ReadAsync(ApiRequest.Send(HttpMethod.Put, ApiPath.OfEntity(entity, "channels", channel), move, RegistryJson.Default.ChannelMove) with { Precondition = seen }, cancellationToken);

    /// <summary>Proposes to move a channel.</summary>
    [ApiOperation("MoveChannel")]
    public Task<ProposalAnswer> ProposeMoveAsync(string entity, string channel, ChannelMove move, CancellationToken cancellationToken = default) =>
        ProposeAsync(HttpMethod.Put, ApiPath.OfEntity(entity, "channels", channel), move, RegistryJson.Default.ChannelMove, cancellationToken);

    /// <summary>Moves a channel back, and holds it there.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="rollback">Where to.</param>
    /// <param name="seen">What it must be until then; anything when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [ApiOperation("RollBackChannel")]
    public Task<Tagged<Channel>> RollBackAsync(string entity, string channel, ChannelRollback rollback, Precondition? seen = null, CancellationToken cancellationToken = default) =>
        ReadAsync(ApiRequest.Send(HttpMethod.Post, ApiPath.OfEntity(entity, "channels", channel, "rollback"), rollback, RegistryJson.Default.ChannelRollback) with { Precondition = seen }, cancellationToken);

    /// <summary>Proposes to move a channel back.</summary>
    [ApiOperation("RollBackChannel")]
    public Task<ProposalAnswer> ProposeRollbackAsync(string entity, string channel, ChannelRollback rollback, CancellationToken cancellationToken = default) =>
        ProposeAsync(HttpMethod.Post, ApiPath.OfEntity(entity, "channels", channel, "rollback"), rollback, RegistryJson.Default.ChannelRollback, cancellationToken);

    /// <summary>The moves of a channel, newest first.</summary>
    public IAsyncEnumerable<ChannelEntry> HistoryAsync(string entity, string channel, CancellationToken cancellationToken = default) =>
        Paging.AllAsync((after, token) => HistoryPageAsync(entity, channel, null, after, token), cancellationToken);

    /// <summary>A page of the moves of a channel, newest first.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="limit">The most items, 1 to 200.</param>
    /// <param name="after">The cursor that the page before gave.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [ApiOperation("GetChannelHistory")]
    public Task<Page<ChannelEntry>> HistoryPageAsync(string entity, string channel, int? limit = null, string? after = null, CancellationToken cancellationToken = default) => _api.AskAsync(
        ApiRequest.Get(ApiPath.OfEntity(entity, "channels", channel, "history").With(("limit", limit), ("after", after))), RegistryJson.Default.PageChannelEntry, cancellationToken);

    private async Task<Tagged<Channel>> ReadAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        using var response = await _api.SendAsync(request, cancellationToken);
        return new Tagged<Channel>(await ApiTransport.ReadAsync(response, RegistryJson.Default.Channel, cancellationToken), response.Headers.ETag?.ToString());
    }

    private async Task<ProposalAnswer> ProposeAsync<T>(HttpMethod method, string path, T body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await _api.SendAsync(ApiRequest.Send(method, path.With(("pullRequest", true)), body, type), cancellationToken);
        return response.StatusCode == HttpStatusCode.Accepted
            ? new ProposalAnswer(await ApiTransport.ReadAsync(response, RegistryJson.Default.Proposal, cancellationToken), null)
            : new ProposalAnswer(null, await ApiTransport.ReadAsync(response, RegistryJson.Default.Channel, cancellationToken));
    }
}
