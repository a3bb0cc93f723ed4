using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.GitHub.Repositories;

namespace Registry.GitHub.Hosting;

/// <summary>Looks what there is of many versions, by reading the list once.</summary>
internal sealed class Sightings(RepositoryReleases releases, ReleaseSearch search, Confirmation confirmation)
{
    /// <exception cref="RegistryException">Nothing can be published in the repository.</exception>
    public async Task<IReadOnlyList<ReleaseSighting>> SeeAsync(IReadOnlyList<Publication> publications, CancellationToken cancellationToken)
    {
        if (publications.Count == 0) return [];
        List<WantedRelease> wanted = [.. publications.Select(WantedRelease.Of)];
        await search.FindAsync(wanted, cancellationToken);
        List<ReleaseSighting> seen = [];
        foreach (var (publication, one) in publications.Zip(wanted)) seen.Add(await SeeAsync(publication, one, cancellationToken));
        // Who may not write sees no drafts, and GitHub does not say that there are some.
        if (seen.Exists(sighting => sighting.State == ReleaseState.Absent) && await releases.WhyUnusableAsync(cancellationToken) is { } why)
            throw new RegistryException(RegistryRules.GitHubFailed, why);
        return seen;
    }

    /// <summary>Says that nothing is there to be published, and how it comes back.</summary>
    public static Problem AbsenceOf(WantedRelease wanted, RepositoryName repository) => new(RegistryRules.ContentMissing, null,
        $"{repository} has no draft with the files of {wanted.Tag}, nor another release with them: somebody deleted the draft of the emit; emit the version again, with its files, by registry emit --force");

    private async Task<ReleaseSighting> SeeAsync(Publication publication, WantedRelease wanted, CancellationToken cancellationToken) => wanted switch
    {
        { Published: { } published } => await confirmation.OfAsync(publication, published, cancellationToken) switch
        {
            Published confirmed => new ReleaseSighting(ReleaseState.Published, confirmed.Record),
            var refused => new ReleaseSighting(ReleaseState.Different, Problem: ((NotPublished)refused).Problem),
        },
        { Draft: null, Source: null } => new ReleaseSighting(ReleaseState.Absent, Problem: AbsenceOf(wanted, releases.Repository)),
        _ => new ReleaseSighting(ReleaseState.Staged),
    };
}
