using Registry.Client.Models;
using Registry.Core.Channels;
using Registry.Core.Rules;
using Registry.Core.Versions;
using Registry.Server.Api.Calls;
using Version = Registry.Client.Models.Version;

namespace Registry.Server.Api.Versions;

/// <summary>Which versions of an entity are wanted.</summary>
internal sealed record VersionFilter
{
    private static readonly string[] s_states = ["draft", "listed", "unlisted", "archived"];

    /// <summary>Where to go on.</summary>
    public string? After { get; init; }

    /// <summary>Items of a page.</summary>
    public int? Limit { get; init; }

    /// <summary>Those at which the channel points, or that were built for it.</summary>
    public string? Channel { get; init; }

    /// <summary>Those in that state.</summary>
    public string? Status { get; init; }

    /// <summary>Those with that tag.</summary>
    public string? Tag { get; init; }

    /// <summary>Archived ones too.</summary>
    public bool? Archived { get; init; }

    /// <summary>Those with a file for that platform.</summary>
    public string? Platform { get; init; }

    /// <summary>Those that were emitted at that time or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Those that were emitted before that time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether internal properties are wanted too.</summary>
    public bool Internal { get; init; }

    /// <summary>Whether a version is wanted.</summary>
    public bool Takes(Version version) =>
        (Status is { } status ? version.Status == status : version.Status != "archived" || Archived == true)
        && (Tag is null || version.Tags.Contains(Tag, StringComparer.Ordinal))
        && (Channel is null || version.Channel == Channel || version.Channels.Contains(Channel, StringComparer.Ordinal))
        && (Platform is null || version.Files.Any(file => file.Platform is null || file.Platform == Platform))
        && (Since is null || version.CreatedAt >= Since) && (Until is null || version.CreatedAt < Until);

    /// <summary>Refuses what no version can be.</summary>
    /// <exception cref="CallRefusedException">A filter is none.</exception>
    public void Check()
    {
        if (Status is not null && !s_states.Contains(Status, StringComparer.Ordinal)) throw new CallRefusedException(RegistryRules.BadCall, $"'status' is '{Status}'; expected {string.Join(", ", s_states)}");
        if (Platform is not null && !Core.Versions.VersionFile.Platforms.Contains(Platform))
            throw new CallRefusedException(RegistryRules.BadCall, $"'platform' is '{Platform}'; expected {string.Join(", ", Core.Versions.VersionFile.Platforms.Order(StringComparer.Ordinal))}");
    }
}

/// <summary>Lists versions, newest first.</summary>
internal static class VersionList
{
    /// <summary>A page.</summary>
    /// <exception cref="CallRefusedException">The filter, the limit or the cursor is none.</exception>
    /// <exception cref="RegistryException">A file of the entity is broken.</exception>
    public static async Task<Page<Version>> ReadAsync(Call call, VersionFilter filter, CancellationToken cancellationToken)
    {
        filter.Check();
        var limit = PageSize.Of(filter.Limit);
        var after = Cursor.Read(filter.After, text => VersionId.TryParse(text, out var id) ? id : (VersionId?)null);
        IReadOnlyList<KeyValuePair<string, ChannelPointer>> channels = await call.Registry.ChannelsAsync(call.Entity, cancellationToken);
        List<Version> items = [];
        VersionId? last = null;
        var looks = 0;
        await foreach (var id in call.Registry.VersionsAsync(call.Entity, cancellationToken))
        {
            if (id >= after) continue;
            if (items.Count == limit || looks++ == PageSize.MostLooks) return new Page<Version>(items, new Pagination(limit, Cursor.After(last!.Value.ToString())));
            last = id;
            if (await VersionView.FindAsync(call.Registry, call.Entity, id, channels, cancellationToken, filter.Internal) is { } version && filter.Takes(version)) items.Add(version);
        }

        return new Page<Version>(items, new Pagination(limit, null));
    }
}
