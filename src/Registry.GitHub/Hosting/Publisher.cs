using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.GitHub.Errors;
using Registry.GitHub.Releases;

namespace Registry.GitHub.Hosting;

/// <summary>
/// Publishes a version: finds its draft or makes one, completes it, publishes it by one request and confirms what came of it. All that was
/// begun is found again from GitHub alone, so that nothing is lost when this ends anywhere.
/// </summary>
internal sealed class Publisher(RepositoryReleases releases, ReleaseSearch search, DraftMaker drafts, DraftFiller filler, Confirmation confirmation)
{
    // GitHub's longest description.
    private const int LongestText = 125_000;
    private const int Tries = 3;

    /// <exception cref="GitHubException">GitHub refuses, or does not answer.</exception>
    /// <exception cref="RegistryException">The repository cannot be used.</exception>
    public async Task<PublishResult> PublishAsync(Publication publication, CancellationToken cancellationToken)
    {
        for (var tries = 1; tries <= Tries; tries++)
            if (await TryAsync(publication, cancellationToken) is { } result) return result;
        return Failed(RegistryRules.ContentMissing, $"the drafts of {publication.Tag} vanish while they are published", PublishFailure.Passing);
    }

    /// <summary>What came of it; <see langword="null"/> when somebody deleted the draft meanwhile.</summary>
    private async Task<PublishResult?> TryAsync(Publication publication, CancellationToken cancellationToken)
    {
        var wanted = WantedRelease.Of(publication);
        // A list may not have a release yet that is published: by its tag it is found at once.
        var release = await search.FindOneAsync(wanted, cancellationToken) ?? await releases.Client.Releases.FindByTagAsync(releases.Repository, publication.Tag, cancellationToken);
        if (release is { Draft: false }) return await confirmation.OfAsync(publication, release, cancellationToken);
        if (release is null && wanted.Source is null) return await AbsentAsync(wanted, cancellationToken);

        release ??= await drafts.CreateAsync(wanted.Marker, publication.Tag, ReleaseNotes.Title(publication.Manifest), "Being published.", cancellationToken);
        try
        {
            using var content = new ReleaseContent(releases, cancelled => SourcesAsync(wanted, cancelled));
            if (await filler.FillAsync(release, wanted.Files, content.FetchAsync, cancellationToken) is { } missing) return new NotPublished(missing, PublishFailure.Passing);
            var result = await PublishAsync(publication, wanted, release, cancellationToken);
            if (result is Published) await DeleteDoublesAsync(wanted, release, cancellationToken);
            return result;
        }
        catch (GitHubException error) when (error.Kind == GitHubErrorKind.NotFound)
        {
            if (await releases.FindAsync(release.Id, cancellationToken) is null) return null;
            throw;
        }
    }

    private async Task<PublishResult> PublishAsync(Publication publication, WantedRelease wanted, Release draft, CancellationToken cancellationToken)
    {
        var edit = EditOf(publication, wanted);
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await confirmation.OfAsync(publication, await releases.Client.Releases.PublishAsync(releases.Repository, draft.Id, edit, cancellationToken), cancellationToken);
            }
            catch (GitHubException error) when (error.Kind == GitHubErrorKind.OutcomeUnknown)
            {
                var now = await releases.FindAsync(draft.Id, cancellationToken);
                if (now is { Draft: false }) return await confirmation.OfAsync(publication, now, cancellationToken);
                if (now is null || tries == Tries) throw;
                await Task.Delay(TimeSpan.FromSeconds(1 << tries), releases.Time, cancellationToken);
            }
            catch (GitHubException error) when (error.Kind == GitHubErrorKind.Validation)
            {
                return await RefusedAsync(publication, wanted, draft, error, cancellationToken);
            }
        }
    }

    private async Task<PublishResult> RefusedAsync(Publication publication, WantedRelease wanted, Release draft, GitHubException error, CancellationToken cancellationToken)
    {
        if (error.IsTagBurnt)
        {
            await releases.DeleteDraftAsync(draft.Id, wanted.Markers, cancellationToken);
            return Failed(RegistryRules.TagBurnt, $"{publication.Tag} was the tag of an immutable release: {error.Message}", PublishFailure.Final);
        }

        if (error.IsAlreadyExists && await releases.Client.Releases.FindByTagAsync(releases.Repository, publication.Tag, cancellationToken) is { } published)
            return await confirmation.OfAsync(publication, published, cancellationToken);
        return Failed(RegistryRules.GitHubFailed, error.Message, PublishFailure.Passing);
    }

    private async Task<PublishResult> AbsentAsync(WantedRelease wanted, CancellationToken cancellationToken) =>
        await releases.WhyUnusableAsync(cancellationToken) is { } why
            ? Failed(RegistryRules.GitHubFailed, why, PublishFailure.Host)
            : new NotPublished(Sightings.AbsenceOf(wanted, releases.Repository), PublishFailure.Passing);

    private async Task<IReadOnlyList<Release>> SourcesAsync(WantedRelease wanted, CancellationToken cancellationToken) =>
        [.. (await search.OursAsync(wanted.Entity, cancellationToken)).Select(one => one.Release)];

    /// <summary>Several emits may each have made a draft of the same content. What another version may still need of it, the published release has.</summary>
    private async Task DeleteDoublesAsync(WantedRelease wanted, Release published, CancellationToken cancellationToken)
    {
        foreach (var id in releases.Index.Of(wanted.Markers.Select(marker => marker.Key)).Where(id => id != published.Id))
            await releases.DeleteDraftAsync(id, wanted.Markers, cancellationToken);
    }

    private static ReleaseEdit EditOf(Publication publication, WantedRelease wanted)
    {
        var end = $"\n{wanted.Marker}\n";
        return new ReleaseEdit
        {
            TagName = publication.Tag,
            TargetCommitish = publication.Commit,
            Name = ReleaseNotes.Title(publication.Manifest),
            Body = ReleaseNotes.Format(publication.Manifest, LongestText - end.Length) + end,
            MakeLatest = publication.IsLatest ? MakeLatest.True : MakeLatest.False,
        };
    }

    private static NotPublished Failed(Rule rule, string message, PublishFailure failure) => new(new Problem(rule, null, message), failure);
}
