using Registry.GitHub.Errors;
using Registry.GitHub.Releases;

namespace Registry.GitHub.Hosting;

/// <summary>Finds and makes drafts, each once: what was made and never answered is found by its marker.</summary>
internal sealed class DraftMaker(RepositoryReleases releases)
{
    // GitHub's list may lag behind so long.
    private static readonly TimeSpan s_lag = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromSeconds(5);

    /// <summary>The oldest draft of a marker among those that were seen and the newest of the list: an emit looks for what was begun lately.</summary>
    public async Task<Release?> FindNewAsync(ReleaseMarker marker, DateTimeOffset notBefore, CancellationToken cancellationToken)
    {
        if (await FindSeenAsync(marker, notBefore, cancellationToken) is { } seen) return seen;
        await using var pages = releases.PagesAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        return await pages.MoveNextAsync() ? await FindSeenAsync(marker, notBefore, cancellationToken) : null;
    }

    /// <summary>Makes a draft. When the answer is lost, the list is asked for a minute before it is made again.</summary>
    public async Task<Release> CreateAsync(ReleaseMarker marker, string tag, string name, string text, CancellationToken cancellationToken)
    {
        var draft = new NewRelease { TagName = tag, Name = name, Body = $"{text}\n\n{marker}\n" };
        try
        {
            return await PostAsync(draft, cancellationToken);
        }
        catch (GitHubException error) when (error.Kind == GitHubErrorKind.OutcomeUnknown)
        {
            return await AwaitAsync(marker, cancellationToken) ?? await PostAsync(draft, cancellationToken);
        }
    }

    private async Task<Release> PostAsync(NewRelease draft, CancellationToken cancellationToken)
    {
        var made = await releases.Client.Releases.CreateAsync(releases.Repository, draft, cancellationToken);
        // The list may not have it for a while; its number is good at once.
        releases.Index.Note(made);
        return made;
    }

    private async Task<Release?> AwaitAsync(ReleaseMarker marker, CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; waited < s_lag; waited += s_betweenLooks)
        {
            if (await FindNewAsync(marker, DateTimeOffset.MinValue, cancellationToken) is { } found) return found;
            await Task.Delay(s_betweenLooks, releases.Time, cancellationToken);
        }

        return null;
    }

    private Task<Release?> FindSeenAsync(ReleaseMarker marker, DateTimeOffset notBefore, CancellationToken cancellationToken) =>
        releases.FindSeenAsync([marker], release => release.Draft && release.CreatedAt >= notBefore, cancellationToken);
}
