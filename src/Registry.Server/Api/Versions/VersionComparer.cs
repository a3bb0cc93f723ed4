using Registry.Client.Models;
using Registry.Core.Rules;
using Registry.Core.Versions;
using Registry.Server.Api.Calls;

namespace Registry.Server.Api.Versions;

/// <summary>Tells what differs between two versions of an entity.</summary>
internal static class VersionComparer
{
    private const int MostChangelogs = 100;
    private const string GitHub = "https://github.com/";

    /// <summary>What differs.</summary>
    /// <param name="call">The entity.</param>
    /// <param name="range">The two, with <c>...</c> between them.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="CallRefusedException">There are no such versions.</exception>
    /// <exception cref="RegistryException">A file of the entity is broken.</exception>
    public static async Task<VersionComparison> CompareAsync(Call call, string range, CancellationToken cancellationToken)
    {
        if (range.Split("...", 2) is not [{ Length: > 0 } first, { Length: > 0 } second]) throw new CallRefusedException(RegistryRules.BadCall, $"'{range}' names no two versions; expected a...b");
        var (from, to) = (await FindAsync(call, first, cancellationToken), await FindAsync(call, second, cancellationToken));
        var (changelogs, isTruncated) = await ChangelogsAsync(call, from.Version < to.Version ? from.Version : to.Version, from.Version < to.Version ? to.Version : from.Version, cancellationToken);
        return new VersionComparison
        {
            Entity = call.Entity.ToString(),
            From = from.Version.ToString(),
            To = to.Version.ToString(),
            Files = [.. Files(from, to)],
            Dependencies = [.. Dependencies(from, to)],
            FromSource = VersionView.Of(from.Source),
            ToSource = VersionView.Of(to.Source),
            CommitsUrl = CommitsUrl(from.Source, to.Source),
            Changelogs = changelogs,
            Truncated = isTruncated,
        };
    }

    private static async Task<Manifest> FindAsync(Call call, string selector, CancellationToken cancellationToken)
    {
        var id = await VersionSelector.ResolveAsync(call, selector, cancellationToken);
        return (await call.Registry.ManifestAsync(call.Entity, id, cancellationToken))?.Manifest ?? throw new CallRefusedException(RegistryRules.VersionNotFound, $"{call.Entity} has no version {id}");
    }

    private static IEnumerable<FileComparison> Files(Manifest from, Manifest to)
    {
        foreach (var name in from.Files.Concat(to.Files).Select(file => file.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (old, now) = (from.Files.FirstOrDefault(file => file.Name == name), to.Files.FirstOrDefault(file => file.Name == name));
            if (old != now) yield return new FileComparison(name, Change(old, now), old is null ? null : VersionView.Of(old), now is null ? null : VersionView.Of(now));
        }
    }

    private static IEnumerable<DependencyComparison> Dependencies(Manifest from, Manifest to)
    {
        foreach (var entity in from.Dependencies.Concat(to.Dependencies).Select(dependency => dependency.Entity).Distinct().Order())
        {
            var (old, now) = (from.Dependencies.FirstOrDefault(dependency => dependency.Entity == entity), to.Dependencies.FirstOrDefault(dependency => dependency.Entity == entity));
            if (old != now) yield return new DependencyComparison(entity.ToString(), Change(old, now), old?.Version?.ToString(), now?.Version?.ToString());
        }
    }

    private static string Change(object? old, object? now) => (old, now) switch
    {
        (null, _) => "added",
        (_, null) => "removed",
        _ => "changed",
    };

    private static string? CommitsUrl(Core.Versions.SourceOrigin? from, Core.Versions.SourceOrigin? to) =>
        from is { Repository: { } repository, Commit: { } old } && to is { Commit: { } now } && to.Repository == repository && repository.StartsWith(GitHub, StringComparison.Ordinal)
            ? $"{(repository.EndsWith(".git", StringComparison.Ordinal) ? repository[..^4] : repository).TrimEnd('/')}/compare/{Uri.EscapeDataString(old)}...{Uri.EscapeDataString(now)}"
            : null;

    private static async Task<(IReadOnlyList<VersionChangelog> Changelogs, bool IsTruncated)> ChangelogsAsync(Call call, VersionId older, VersionId newer, CancellationToken cancellationToken)
    {
        List<VersionChangelog> changelogs = [];
        var looks = 0;
        await foreach (var id in call.Registry.VersionsAsync(call.Entity, cancellationToken))
        {
            if (id > newer) continue;
            if (id <= older) break;
            if (changelogs.Count == MostChangelogs || looks++ == PageSize.MostLooks) return (changelogs, true);
            if (await call.Registry.ManifestAsync(call.Entity, id, cancellationToken) is { Manifest: { Changelog: { } text } manifest }) changelogs.Add(new VersionChangelog(id.ToString(), manifest.SemVer, text));
        }

        return (changelogs, false);
    }
}
