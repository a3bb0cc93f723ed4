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
    private const int EntitiesAtOnce = 2000;

    private readonly RegistryReader _registry = new(snapshot);
    private readonly Dictionary<string, IReadOnlyList<ChannelPolicy>> _policies = new(StringComparer.Ordinal);

    /// <summary>All entities at which there is something to do, or to wait for.</summary>
    /// <exception cref="RegistryException">The registry's settings are broken, or it cannot be read.</exception>
    public async IAsyncEnumerable<EntityLook> EverythingAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var chunk in store.ListEntitiesAsync(snapshot, cancellationToken).Chunk(EntitiesAtOnce).WithCancellation(cancellationToken))
        {
            var open = await OpenAsync(chunk, cancellationToken);
            // What a look reads comes in one go, where it has to come from afar.
            await store.FetchContentsAsync([.. open.SelectMany(ContentsOf)], cancellationToken);
            foreach (var listing in open) yield return new EntityLook(listing.Entity, [.. listing.Unreleased.Select(version => version.Key)]);
        }
    }

    /// <summary>The entities that changed since a commit; <see langword="null"/> when the settings did, which concern all.</summary>
    public async Task<IReadOnlyDictionary<EntityName, EntityLook>?> ChangesAsync(IRegistrySnapshot since, CancellationToken cancellationToken)
    {
        Dictionary<EntityName, (HashSet<VersionId> Versions, HashSet<string> Channels)> changed = [];
        List<string> contents = [];
        await foreach (var difference in store.ChangesAsync(since, snapshot, cancellationToken))
        {
            if (difference.Path == RegistryPaths.Settings) return null;
            if (!RegistryPath.TryParse(difference.Path, out var path)) continue;
            if (difference is { After: TreeItemKind.File, Content: { } content } && path.Kind is not RegistryPathKind.Source) contents.Add(content);
            if (!changed.TryGetValue(path.Entity, out var look)) changed[path.Entity] = look = ([], []);
            if (path.Kind is RegistryPathKind.Manifest or RegistryPathKind.Record or RegistryPathKind.Release) look.Versions.Add(path.Version);
            if (path.Kind == RegistryPathKind.Channel) look.Channels.Add(path.Channel!);
        }

        foreach (var entity in changed.Keys) contents.AddRange(await StandingAsync(entity, cancellationToken));
        await store.FetchContentsAsync(contents, cancellationToken);
        Dictionary<EntityName, EntityLook> looks = [];
        foreach (var (entity, (versions, channels)) in changed)
            looks[entity] = new EntityLook(entity, versions, channels.Count > 0 && channels.Contains(await DefaultChannelAsync(entity, cancellationToken)));
        return looks;
    }

    /// <summary>What a look at an entity reads whatever changed of it: its settings, and where its channels are and how long they have been there.</summary>
    private async Task<IReadOnlyList<string>> StandingAsync(EntityName entity, CancellationToken cancellationToken)
    {
        List<string> contents = [];
        foreach (var folder in new[] { RegistryPaths.Entity(entity), RegistryPaths.Channels(entity), RegistryPaths.Soaks(entity) })
            contents.AddRange((await snapshot.ListAsync(folder, cancellationToken)).Where(item => item.Kind == TreeItemKind.File).Select(item => item.ObjectId));
        return contents;
    }

    private async ValueTask<string> DefaultChannelAsync(EntityName entity, CancellationToken cancellationToken)
    {
        try
        {
            return await _registry.DefaultChannelAsync(entity, cancellationToken);
        }
        catch (RegistryException)
        {
            // The look at the entity says what is wrong with its settings.
            return "";
        }
    }

    private static IEnumerable<string> ContentsOf(EntityListing listing) =>
        [.. listing.Channels.Values, .. listing.Soaks.Values, .. listing.Unreleased.Select(version => version.Value).Append(listing.NewestManifest).OfType<string>()];

    /// <summary>Those of some entities at which there is something to do, or to wait for.</summary>
    private async Task<List<EntityListing>> OpenAsync(IReadOnlyList<EntityListing> listings, CancellationToken cancellationToken)
    {
        await store.FetchContentsAsync([.. listings.Select(listing => listing.Settings).OfType<string>().Where(settings => !_policies.ContainsKey(settings)).Distinct(StringComparer.Ordinal)], cancellationToken);
        List<EntityListing> open = [];
        List<(EntityListing Listing, string Channel)> soaking = [];
        foreach (var listing in listings)
        {
            if (await PoliciesAsync(listing, cancellationToken) is not { } policies || listing.Unreleased.Count > 0 || policies.Any(policy => MayMove(listing, policy))) open.Add(listing);
            else soaking.AddRange(policies.Select(policy => policy.From).OfType<string>().Distinct(StringComparer.Ordinal).Where(listing.Channels.ContainsKey).Select(from => (listing, from)));
        }

        open.AddRange(await UnseenAsync(soaking, cancellationToken));
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
    private async Task<IEnumerable<EntityListing>> UnseenAsync(List<(EntityListing Listing, string Channel)> soaking, CancellationToken cancellationToken)
    {
        var recorded = soaking.Where(one => one.Listing.Soaks.ContainsKey(one.Channel)).ToList();
        var pointers = await store.ReadContentsAsync([.. recorded.Select(one => one.Listing.Channels[one.Channel])], cancellationToken);
        var soaks = await store.ReadContentsAsync([.. recorded.Select(one => one.Listing.Soaks[one.Channel])], cancellationToken);
        return soaking.Except(recorded).Select(one => one.Listing)
            .Concat(recorded.Where((_, index) => !FirstLine(pointers[index]).SequenceEqual(FirstLine(soaks[index]))).Select(one => one.Listing))
            .Distinct();
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
}
