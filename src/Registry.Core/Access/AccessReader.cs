using System.Runtime.CompilerServices;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Store;

namespace Registry.Core.Access;

/// <summary>Reads who may use the service, at one commit. A broken file throws <see cref="RegistryException"/>.</summary>
public static class AccessReader
{
    /// <summary>A token, or <see langword="null"/> when there is none of that id.</summary>
    public static async ValueTask<AccessToken?> TokenAsync(this RegistryReader registry, string id, CancellationToken cancellationToken)
    {
        var path = RegistryPaths.Token(id);
        return await registry.Snapshot.ReadAsync(path, cancellationToken) is { } content ? AccessTokenFormat.Read(path, content).Get() : null;
    }

    /// <summary>The ids of all tokens, in ordinal order.</summary>
    public static async IAsyncEnumerable<string> TokensAsync(this RegistryReader registry, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var item in await registry.Snapshot.ListAsync(RegistryPaths.Tokens, cancellationToken))
            if (item.Name.EndsWith(".yaml", StringComparison.Ordinal) && AccessTokenFormat.IsId(item.Name[..^5]))
                yield return item.Name[..^5];
    }

    /// <summary>What a token was granted.</summary>
    public static async ValueTask<Grants> GrantsAsync(this RegistryReader registry, string token, EntityName entity, CancellationToken cancellationToken)
    {
        var path = RegistryPaths.Grant(token, entity);
        return await registry.Snapshot.ReadAsync(path, cancellationToken) is { } content ? GrantFormat.Read(path, content).Get().Grants : Grants.None;
    }

    /// <summary>Everything that was granted of an entity, by token. What an earlier token was granted counts no more.</summary>
    public static async IAsyncEnumerable<Grant> GrantsOfAsync(this RegistryReader registry, EntityName entity, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var token in registry.TokensAsync(cancellationToken))
            if (await registry.GrantsAsync(token, entity, cancellationToken) is var grants and not Grants.None)
                yield return new Grant(token, entity, grants);
    }

    /// <summary>What an entity says and grants of who may use it; of one that does not exist, <see langword="null"/>.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="entity">The entity.</param>
    /// <param name="token">The caller's token; <see langword="null"/> for somebody without.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async ValueTask<EntityAccess?> AccessAsync(this RegistryReader registry, EntityName entity, AccessToken? token, CancellationToken cancellationToken)
    {
        if (await registry.EntityAsync(entity, cancellationToken) is not { } settings) return null;
        var grants = token is null ? Grants.None : await registry.GrantsAsync(token.Id, entity, cancellationToken);
        return new EntityAccess(settings.Visibility ?? EntityAccess.DefaultVisibility, grants, token is not null && settings.SharedWith.Contains(token.Id, StringComparer.Ordinal));
    }
}
