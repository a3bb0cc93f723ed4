using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Sources;

namespace Registry.Server.Api.Calls;

/// <summary>What a caller says of the state that he changes: <c>If-Match</c> and <c>If-None-Match: *</c> (RFC 9110, part 13). The entity tag of a file is the digest of its bytes.</summary>
internal static class Preconditions
{
    /// <summary>The entity tag of a file; <see langword="null"/> where there is none.</summary>
    public static async ValueTask<string?> TagAsync(RegistryReader registry, string path, CancellationToken cancellationToken) =>
        await registry.Snapshot.ReadAsync(path, cancellationToken) is { } content ? $"\"{Digest.Of(content.Span)}\"" : null;

    /// <summary>An operation that is done only if a file is as the request says.</summary>
    /// <exception cref="CallRefusedException">The request says something else than entity tags.</exception>
    public static IOperation<T> Guard<T>(HttpRequest request, string path, IOperation<T> operation)
    {
        var (match, noneMatch) = (Tags(request.Headers.IfMatch), Tags(request.Headers.IfNoneMatch));
        if (match is null && noneMatch is null) return operation;
        return new ConditionalOperation<T>(operation, path, digest =>
        {
            var tag = digest is null ? null : $"\"{digest}\"";
            return (match is null || Contains(match, tag)) && (noneMatch is null || !Contains(noneMatch, tag));
        });
    }

    private static IList<EntityTagHeaderValue>? Tags(StringValues header)
    {
        if (header.Count == 0) return null;
        return EntityTagHeaderValue.TryParseStrictList(header!, out var tags) ? tags : throw new CallRefusedException(RegistryRules.BadCall, $"'{header}' is no list of entity tags");
    }

    private static bool Contains(IList<EntityTagHeaderValue> tags, string? tag) =>
        tag is not null && tags.Any(candidate => candidate.Equals(EntityTagHeaderValue.Any) || (!candidate.IsWeak && candidate.Tag == tag));
}
