using System.Runtime.CompilerServices;
using Registry.Core.Channels;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Core.Versions;
using Registry.Git;
using Registry.Git.Surveys;

namespace Registry.Reconciler.Surveying;

/// <summary>Finds the entities at which a pass has to look: by what changed since a commit, or among all of them without reading more than their folders tell.</summary>
internal sealed class Survey(GitRegistryStore store, IRegistrySnapshot snapshot)
{
    private const int EntitiesAtOnce = 1000;
    private const int SoaksAtOnce = 5000;

    private readonly RegistryReader _registry = new(snapshot);
    private readonly Dictionary<string, IReadOnlyList<ChannelPolicy>> _policies = new(StringComparer.Ordinal);

    /// <summary>All entities at which there is something to do, or to wait for.</summary>
    /// <exception cref="RegistryException">The registry's settings are broken, or it cannot be read.</exception>
    public async IAsyncEnumerable<EntityLook> EverythingAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<Soaking> soaking = [];
        await foreach (var chunk in store.ListEntitiesAsync(snapshot, cancellationToken).Chunk(EntitiesAtOnce).WithCancellation(cancellationToken))
        {
            foreach (var look in await OpenAsync(chunk, soaking, cancellationToken)) yield return look;
            if (soaking.Count < SoaksAtOnce) continue;
            foreach (var look in await UnseenAsync(soaking, cancellationToken)) yield return look;
            soaking.Clear();
        }

        foreach (var look in await UnseenAsync(soaking, cancellationToken)) yield return look;
    }

    /// <summary>The entities that changed since a commit; <see langword="null"/> when the settings did, which concern all.</summary>
    public async Task<IReadOnlyList<EntityLook>?> ChangesAsync(IRegistrySnapshot since, CancellationToken cancellationToken)
    {
        Dictionary<EntityName, (HashSet<VersionId> Versions, HashSet<string> Channels)> changed = [];
        await foreach (var difference in store.ChangesAsync(since, snapshot, cancellationToken))
        {
            if (difference.Path == RegistryPaths.Settings) return null;
            if (!RegistryPath.TryParse(difference.Path, out var path)) continue;
            if (!changed.TryGetValue(path.Entity, out var look)) changed[path.Entity] = look = ([], []);
            if (path.Kind is RegistryPathKind.Manifest or RegistryPathKind.Record or RegistryPathKind.Release) look.Versions.Add(path.Version);
            if (path.Kind == RegistryPathKind.Channel) look.Channels.Add(path.Channel!);
        }

        return [.. changed.Select(look => new EntityLook(look.Key, look.Value.Versions, look.Value.Channels))];
    }

    /// <summary>Fetches what looks at entities read, in one go, instead of file by file when it is read. Nothing to do for a registry on this machine.</summary>
    /// <exception cref="RegistryException">The remote cannot be reached.</exception>
    public async Task FetchAsync(IEnumerable<EntityLook> looks, CancellationToken cancellationToken)
    {
        if (!store.IsRemote) return;
        List<string> contents = [];
        foreach (var look in looks) contents.AddRange(await ContentsAsync(look, cancellationToken));
        await store.FetchContentsAsync(contents, cancellationToken);
    }

    /// <summary>What a look at an entity reads: its settings, where its channels are and how long they have been there, and all of the versions to publish and of the newest one.</summary>
    private async Task<IReadOnlyList<string>> ContentsAsync(EntityLook look, CancellationToken cancellationToken)
    {
        var entity = look.Entity;
        List<string> contents = [];
        foreach (var folder in new[] { RegistryPaths.Entity(entity), RegistryPaths.Channels(entity), RegistryPaths.Soaks(entity) })
            contents.AddRange((await snapshot.ListAsync(folder, cancellationToken)).Where(item => item.Kind == TreeItemKind.File).Select(item => item.ObjectId));

        HashSet<VersionId> versions = [.. look.Versions];
        if (await _registry.NewestAsync(entity, cancellationToken) is { } newest) versions.Add(newest);
        foreach (var folder in versions.SelectMany(version => FilesOf(entity, version)).GroupBy(FolderOf, StringComparer.Ordinal))
        {
            var names = folder.Select(path => path[(folder.Key.Length + 1)..]).ToHashSet(StringComparer.Ordinal);
            contents.AddRange((await snapshot.ListAsync(folder.Key, cancellationToken)).Where(item => names.Contains(item.Name)).Select(item => item.ObjectId));
        }

        return contents;
    }

    private static string[] FilesOf(EntityName entity, VersionId version) =>
        [RegistryPaths.Manifest(entity, version), RegistryPaths.Record(entity, version), RegistryPaths.Release(entity, version)];

    private static string FolderOf(string path) => path[..path.LastIndexOf('/')];

    /// <summary>Those of some entities at which there is something to do, or to wait for.</summary>
    /// <param name="listings">The entities.</param>
    /// <param name="soaking">Where channels are added that others follow: whether there is something to do, their contents tell.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    private async Task<IReadOnlyList<EntityLook>> OpenAsync(IReadOnlyList<EntityListing> listings, List<Soaking> soaking, CancellationToken cancellationToken)
    {
        await store.FetchContentsAsync([.. listings.Select(listing => listing.Settings).OfType<string>().Where(settings => !_policies.ContainsKey(settings)).Distinct(StringComparer.Ordinal)], cancellationToken);
        List<EntityLook> open = [];
        foreach (var listing in listings)
        {
            var policies = await PoliciesAsync(listing, cancellationToken);
            List<string> followed = [.. policies?.Select(policy => policy.From).OfType<string>().Distinct(StringComparer.Ordinal).Where(listing.Channels.ContainsKey) ?? []];
            if (policies is null || listing.Unreleased.Count > 0 || policies.Any(policy => MayMove(listing, policy)) || !followed.TrueForAll(listing.Soaks.ContainsKey))
                open.Add(new EntityLook(listing.Entity, listing.Unreleased));
            else
                soaking.AddRange(followed.Select(channel => new Soaking(listing.Entity, listing.Channels[channel], listing.Soaks[channel])));
        }

        return open;
    }

    /// <summary>Whether a channel does not point where its policy would have it.</summary>
    private bool MayMove(EntityListing listing, ChannelPolicy policy) => policy.Advance switch
    {
        ChannelAdvance.Newest => listing.Newest is { } newest && listing.Channels.GetValueOrDefault(policy.Name) != PointerTo(newest),
        ChannelAdvance.Soaked => listing.Channels.TryGetValue(policy.From!, out var from) && listing.Channels.GetValueOrDefault(policy.Name) != from,
        _ => false,
    };

    private string PointerTo(VersionId version) => GitRegistryStore.ContentIdOf(snapshot, ChannelFormat.Write(new ChannelPointer(version, null, null)));

    /// <summary>The entities of which a channel was moved and its soak record does not say so yet.</summary>
    private async Task<IReadOnlyList<EntityLook>> UnseenAsync(List<Soaking> soaking, CancellationToken cancellationToken)
    {
        var contents = await store.ReadContentsAsync([.. soaking.SelectMany(one => new[] { one.Pointer, one.Soak })], cancellationToken);
        return [.. soaking.Where((_, index) => !FirstLine(contents[2 * index]).SequenceEqual(FirstLine(contents[(2 * index) + 1])))
            .Select(one => one.Entity).Distinct().Select(entity => new EntityLook(entity, []))];
    }

    /// <summary>Both begin with the version, as long as nobody laid them out otherwise; then the look at the entity reads them properly.</summary>
    private static ReadOnlySpan<byte> FirstLine(ReadOnlyMemory<byte> content)
    {
        var end = content.Span.IndexOf((byte)'\n');
        return end < 0 ? content.Span : content.Span[..end];
    }

    /// <summary>An entity's policies; <see langword="null"/> when its settings are broken. Entities with equal settings have equal policies.</summary>
    private async ValueTask<IReadOnlyList<ChannelPolicy>?> PoliciesAsync(EntityListing listing, CancellationToken cancellationToken)
    {
        var settings = listing.Settings ?? "";
        if (_policies.TryGetValue(settings, out var known)) return known;
        try
        {
            return _policies[settings] = await _registry.PoliciesAsync(listing.Entity, cancellationToken);
        }
        catch (RegistryException)
        {
            // Settings of the registry concern all.
            await _registry.SettingsAsync(cancellationToken);
            return null;
        }
    }

    /// <summary>A channel that others follow, with the contents of its file and of its soak record.</summary>
    private sealed record Soaking(EntityName Entity, string Pointer, string Soak);
}
