using Registry.Core.Entities;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Sources;
using Registry.Core.Versions;
using Registry.GitHub.Errors;
using Registry.GitHub.Releases;
using Registry.GitHub.Repositories;

namespace Registry.GitHub.Hosting;

/// <summary>
/// A release host that is the releases of a GitHub repository. An emit puts its files into a draft; publishing gives the draft the
/// version's tag and notes and makes it public. A comment at the end of a release's text says whose it is, and finds it again.
/// </summary>
/// <remarks>
/// Thread-safe. An emit looks for a draft that was begun before only among the newest hundred releases, so that it costs the same
/// however many there are; what it misses there is made twice, and <see cref="CollectAsync"/> deletes the other one.
/// </remarks>
public sealed class GitHubReleaseHost : IReleaseHost
{
    private readonly GitHubClient _client;
    private readonly RepositoryReleases _releases;
    private readonly Staging _staging;
    private readonly Publisher _publisher;
    private readonly Sightings _sightings;
    private readonly HostedFiles _files;
    private readonly ReleaseCleaning _cleaning;

    /// <summary>Opens a host. Nothing is sent.</summary>
    /// <param name="client">GitHub; disposed of together with this.</param>
    /// <param name="repository">The repository whose releases they are.</param>
    /// <param name="time">The clock that waits and tells how old a draft is.</param>
    public GitHubReleaseHost(GitHubClient client, RepositoryName repository, TimeProvider time)
    {
        _client = client;
        _releases = new RepositoryReleases(client, repository, time);
        var (search, drafts, filler, confirmation) = (new ReleaseSearch(_releases), new DraftMaker(_releases), new DraftFiller(_releases), new Confirmation(_releases));
        _staging = new Staging(_releases, drafts, filler);
        _publisher = new Publisher(_releases, search, drafts, filler, confirmation);
        _sightings = new Sightings(_releases, search, confirmation);
        _files = new HostedFiles(_releases, search, confirmation);
        _cleaning = new ReleaseCleaning(_releases, search);
    }

    /// <summary>False: it reads the list of all releases.</summary>
    public bool IsCollectedByEmits => false;

    /// <inheritdoc/>
    public async Task<IStagedFiles> StageAsync(EntityName entity, IReadOnlyList<FileToAttach> files, CancellationToken cancellationToken)
    {
        if (files.Count > 0) await GuardAsync(RegistryRules.HostUnusable, () => _staging.StageAsync(entity, files, cancellationToken), cancellationToken);
        // The commit that names the same files confirms them; without it they are collected, as somebody else may have brought the same.
        return NothingToKeep.Instance;
    }

    /// <inheritdoc/>
    public Task<Problem?> DownloadAsync(HostedVersion version, VersionFile file, string target, CancellationToken cancellationToken) =>
        GuardAsync(() => _files.DownloadAsync(version, file, target, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<FileLocation> LocateAsync(HostedVersion version, VersionFile file, CancellationToken cancellationToken) =>
        GuardAsync(() => _files.LocateAsync(version, file, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Problem>> CheckAsync(HostedVersion version, bool content, CancellationToken cancellationToken) =>
        GuardAsync(() => _files.CheckAsync(version, content, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReleaseSighting>> SeeAsync(IReadOnlyList<Publication> publications, CancellationToken cancellationToken) =>
        GuardAsync(() => _sightings.SeeAsync(publications, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<PublishResult> PublishAsync(Publication publication, CancellationToken cancellationToken)
    {
        try
        {
            return await HostFailures.ExplainAsync(_releases, RegistryRules.GitHubFailed, () => _publisher.PublishAsync(publication, cancellationToken), cancellationToken);
        }
        catch (GitHubException error)
        {
            return HostFailures.Of(error);
        }
        catch (RegistryException error)
        {
            return new NotPublished(error.Problems[0], PublishFailure.Host);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new NotPublished(new Problem(RegistryRules.HostUnusable, null, error.Message), PublishFailure.Host);
        }
    }

    /// <inheritdoc/>
    public Task MarkLatestAsync(ReleaseRecord release, CancellationToken cancellationToken) => GuardAsync(RegistryRules.GitHubFailed, async () =>
    {
        if (!long.TryParse(release.ReleaseId, out var id)) throw new RegistryException(RegistryRules.ReleaseDisagrees, $"the release record of {release.Tag} has no number of a release on GitHub");
        if (await _client.Releases.FindLatestAsync(_releases.Repository, cancellationToken) is { } latest && latest.Id == id) return;
        await _client.Releases.EditAsync(_releases.Repository, id, new ReleaseEdit { MakeLatest = MakeLatest.True }, cancellationToken);
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Problem>> FindStraysAsync(Func<EntityName, VersionId, CancellationToken, Task<bool>> isRecorded, CancellationToken cancellationToken) =>
        GuardAsync(() => _cleaning.FindStraysAsync(isRecorded, cancellationToken), cancellationToken);

    /// <summary>Deletes the release of a deleted version, or its draft. The tag stays: what it names was once public.</summary>
    /// <inheritdoc/>
    public Task RemoveAsync(HostedVersion deleted, Func<EntityName, Digest, CancellationToken, Task<bool>> isNeeded, CancellationToken cancellationToken) =>
        GuardAsync(RegistryRules.GitHubFailed, () => _cleaning.RemoveAsync(deleted, isNeeded, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<int> CollectAsync(Func<EntityName, Digest, CancellationToken, Task<bool>> isNeeded, CancellationToken cancellationToken) =>
        GuardAsync(() => _cleaning.CollectAsync(isNeeded, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private Task<T> GuardAsync<T>(Func<Task<T>> step, CancellationToken cancellationToken) => HostFailures.GuardAsync(_releases, RegistryRules.GitHubFailed, step, cancellationToken);

    private Task<bool> GuardAsync(Rule rule, Func<Task> step, CancellationToken cancellationToken) => HostFailures.GuardAsync(_releases, rule, async () =>
    {
        await step();
        return true;
    }, cancellationToken);
}
