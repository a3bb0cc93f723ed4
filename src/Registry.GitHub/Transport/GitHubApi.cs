using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Registry.GitHub.Errors;

namespace Registry.GitHub.Transport;

/// <summary>Requests and answers as values: JSON, expected misses, and lists by pages.</summary>
internal sealed class GitHubApi(Uri baseAddress, RequestSender sender)
{
    // What every list asks for, and GitHub's most.
    private const int PageSize = 100;

    public Uri BaseAddress => baseAddress;

    public RequestSender Sender => sender;

    public Uri At(FormattableString path) => ApiPath.At(baseAddress, path);

    public async Task<T> GetAsync<T>(FormattableString path, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        await SendAsync(new ApiRequest(HttpMethod.Get, At(path)), type, cancellationToken);

    /// <summary>Gets what may not be there.</summary>
    public async Task<T?> FindAsync<T>(FormattableString path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await GetAsync(path, type, cancellationToken);
        }
        catch (GitHubException error) when (error.Kind == GitHubErrorKind.NotFound)
        {
            return null;
        }
    }

    /// <summary>Sends a request with content. Only what says <paramref name="repeatable"/> is sent again when its answer is lost.</summary>
    public Task<T> SendAsync<TContent, T>(
        HttpMethod method, FormattableString path, TContent content, JsonTypeInfo<TContent> contentType, JsonTypeInfo<T> type, bool repeatable, CancellationToken cancellationToken)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(content, contentType);
        var request = new ApiRequest(method, At(path)) { Content = _ => JsonContentOf(bytes), Repeatable = repeatable };
        return SendAsync(request, type, cancellationToken);
    }

    public async Task<T> SendAsync<T>(ApiRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        Read(request, await sender.SendAsync(request, cancellationToken), type);

    /// <summary>Deletes something; false when it was not there.</summary>
    public async Task<bool> DeleteAsync(FormattableString path, CancellationToken cancellationToken)
    {
        try
        {
            await sender.SendAsync(new ApiRequest(HttpMethod.Delete, At(path)), cancellationToken);
            return true;
        }
        catch (GitHubException error) when (error.Kind == GitHubErrorKind.NotFound)
        {
            return false;
        }
    }

    /// <summary>A list page by page; a page is asked for when it is read.</summary>
    /// <param name="path">The first page.</param>
    /// <param name="type">A page.</param>
    /// <param name="items">The items of a page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<IReadOnlyList<T>> PagesAsync<TPage, T>(
        FormattableString path, JsonTypeInfo<TPage> type, Func<TPage, IReadOnlyList<T>> items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Get, At(path));
        while (true)
        {
            var answer = await sender.SendAsync(request, cancellationToken);
            var page = items(Read(request, answer, type));
            // A full page can get a next one without any change of its own, which is all that its entity tag speaks of.
            if (answer.Next is null && page.Count >= PageSize) sender.Forget(request);
            yield return page;
            if (answer.Next is not { } next) yield break;
            // The address is used as it is: GitHub's second page has another path than the first.
            if (!Origin.IsSame(baseAddress, next)) throw Failures.Malformed(request, $"its next page is at {next.Authority}");
            if (next == request.Uri) throw Failures.Malformed(request, "its next page is itself");
            request = new ApiRequest(HttpMethod.Get, next);
        }
    }

    /// <inheritdoc cref="PagesAsync{TPage,T}"/>
    public IAsyncEnumerable<IReadOnlyList<T>> PagesAsync<T>(FormattableString path, JsonTypeInfo<T[]> type, CancellationToken cancellationToken) =>
        PagesAsync(path, type, page => (IReadOnlyList<T>)page, cancellationToken);

    /// <summary>All items of a list.</summary>
    /// <inheritdoc cref="PagesAsync{TPage,T}"/>
    public IAsyncEnumerable<T> ListAsync<TPage, T>(FormattableString path, JsonTypeInfo<TPage> type, Func<TPage, IReadOnlyList<T>> items, CancellationToken cancellationToken) =>
        PagesAsync(path, type, items, cancellationToken).SelectMany(page => page);

    /// <inheritdoc cref="ListAsync{TPage,T}"/>
    public IAsyncEnumerable<T> ListAsync<T>(FormattableString path, JsonTypeInfo<T[]> type, CancellationToken cancellationToken) =>
        PagesAsync(path, type, cancellationToken).SelectMany(page => page);

    private static T Read<T>(ApiRequest request, ApiAnswer answer, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(answer.Body, type) ?? throw Failures.Malformed(request, "it is null");
        }
        catch (JsonException error)
        {
            throw Failures.Malformed(request, error.Message, error);
        }
    }

    private static ByteArrayContent JsonContentOf(byte[] bytes) => new(bytes) { Headers = { { "Content-Type", "application/json" } } };
}
