using Registry.Client.Models;
using Registry.Client.Transport;

namespace Registry.Client.Calls;

/// <summary>Tokens, for administrators.</summary>
public sealed class TokenCalls
{
    private readonly ApiTransport _api;

    internal TokenCalls(ApiTransport api) => _api = api;

    /// <summary>The tokens, without their secrets, by id.</summary>
    public IAsyncEnumerable<Token> ListAsync(CancellationToken cancellationToken = default) =>
        Paging.AllAsync((after, token) => ListPageAsync(null, after, token), cancellationToken);

    /// <summary>A page of the tokens, without their secrets.</summary>
    /// <param name="limit">The most items, 1 to 200.</param>
    /// <param name="after">The cursor that the page before gave.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [ApiOperation("ListTokens")]
    public Task<Page<Token>> ListPageAsync(int? limit = null, string? after = null, CancellationToken cancellationToken = default) =>
        _api.AskAsync(ApiRequest.Get(ApiPath.Of("tokens").With(("limit", limit), ("after", after))), RegistryJson.Default.PageToken, cancellationToken);

    /// <summary>Makes a token; its secret is in this answer alone.</summary>
    [ApiOperation("CreateToken")]
    public Task<Token> CreateAsync(NewToken token, CancellationToken cancellationToken = default) =>
        _api.AskAsync(ApiRequest.Send(HttpMethod.Post, ApiPath.Of("tokens"), token, RegistryJson.Default.NewToken), RegistryJson.Default.Token, cancellationToken);

    /// <summary>A token, without its secret.</summary>
    [ApiOperation("GetToken")]
    public Task<Token> GetAsync(string id, CancellationToken cancellationToken = default) =>
        _api.AskAsync(ApiRequest.Get(ApiPath.Of("tokens", id)), RegistryJson.Default.Token, cancellationToken);

    /// <summary>Removes a token with all that it was granted.</summary>
    [ApiOperation("DeleteToken")]
    public Task DeleteAsync(string id, CancellationToken cancellationToken = default) =>
        _api.TellAsync(new ApiRequest(HttpMethod.Delete, ApiPath.Of("tokens", id)), cancellationToken);
}
