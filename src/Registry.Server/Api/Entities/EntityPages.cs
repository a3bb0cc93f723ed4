using Registry.Client.Models;
using Registry.Core.Entities;
using Registry.Core.Rules;
using Registry.Server.Api.Calls;

namespace Registry.Server.Api.Entities;

/// <summary>Goes through the entities of a registry by pages.</summary>
internal static class EntityPages
{
    /// <summary>A page of what <paramref name="find"/> makes of entities, in the order of their names. An entity with a broken file is left out.</summary>
    /// <param name="call">The registry.</param>
    /// <param name="space">A namespace; all when <see langword="null"/>.</param>
    /// <param name="limit">Items of the page.</param>
    /// <param name="after">Where to go on.</param>
    /// <param name="find">Makes an item of an entity, or leaves it out.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="CallRefusedException">The limit or the cursor is none.</exception>
    public static async Task<Page<T>> ReadAsync<T>(Call call, string? space, int? limit, string? after, Func<EntityName, Task<T?>> find, CancellationToken cancellationToken)
        where T : class
    {
        var size = PageSize.Of(limit);
        var begin = Cursor.Read(after, text => EntityName.TryParse(text, out var name) ? name : null);
        List<T> items = [];
        EntityName? last = null;
        var looks = 0;
        await foreach (var entity in call.Registry.EntitiesAsync(space, cancellationToken))
        {
            if (begin is not null && entity.CompareTo(begin) <= 0) continue;
            if (items.Count == size || looks++ == PageSize.MostLooks) return new Page<T>(items, new Pagination(size, Cursor.After(last!.ToString())));
            last = entity;
            if (await FindAsync(entity, find) is { } item) items.Add(item);
        }

        return new Page<T>(items, new Pagination(size, null));
    }

    private static async Task<T?> FindAsync<T>(EntityName entity, Func<EntityName, Task<T?>> find)
        where T : class
    {
        try
        {
            return await find(entity);
        }
        catch (RegistryException error) when (error.Rule != RegistryRules.Unreachable && error.Rule != RegistryRules.StorageFailed)
        {
            // A broken file of one entity never stops work on another; the reconciler tells of it.
            return null;
        }
    }
}
