using Registry.Core.Entities;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.GitHub.Errors;
using Registry.GitHub.Releases;

namespace Registry.GitHub.Hosting;

/// <summary>Takes the files of an emit into a draft, which the commit that follows confirms by naming the same files.</summary>
internal sealed class Staging(RepositoryReleases releases, DraftMaker drafts, DraftFiller filler)
{
    /// <summary>How old a draft must be before it may be collected when no version needs it.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(1);

    private const int MostFiles = 1000;
    private const int Tries = 3;

    /// <exception cref="GitHubException">GitHub refuses, or does not answer.</exception>
    /// <exception cref="RegistryException">The files are none that GitHub takes, or changed since they were measured.</exception>
    public async Task StageAsync(EntityName entity, IReadOnlyList<FileToAttach> files, CancellationToken cancellationToken)
    {
        Demand(files);
        var marker = ReleaseMarker.OfContent(entity, [.. files.Select(file => file.File)]);
        var paths = files.ToDictionary(file => file.File.Name, file => file.Path, StringComparer.Ordinal);
        for (var tries = 1; ; tries++)
        {
            // An older one may be collected before this emit's commit is seen.
            var notBefore = releases.Time.GetUtcNow() - (Grace / 2);
            var draft = await drafts.FindNewAsync(marker, notBefore, cancellationToken) ?? await CreateAsync(marker, cancellationToken);
            try
            {
                await filler.FillAsync(draft, [.. files.Select(file => file.File)], (file, _) => Task.FromResult<string?>(paths[file.Name]), cancellationToken);
                return;
            }
            catch (GitHubException error) when (error.Kind == GitHubErrorKind.NotFound && tries < Tries)
            {
                // Two emits of the same content made a draft each, and the other one was published meanwhile.
                if (await releases.FindAsync(draft.Id, cancellationToken) is not null) throw;
            }
        }
    }

    private Task<Release> CreateAsync(ReleaseMarker marker, CancellationToken cancellationToken) => drafts.CreateAsync(
        marker, $"{marker.Entity}@draft-{marker.Key.Hex[..16]}", $"{marker.Entity} (not published)",
        "Files of a version that is not published yet. The registry publishes this draft, or deletes it when no version needs it.", cancellationToken);

    private static void Demand(IReadOnlyList<FileToAttach> files)
    {
        List<Problem> problems = [.. files.Where(file => file.File.Size is <= 0 or >= AssetClient.SizeLimit)
            .Select(file => new Problem(RegistryRules.HostLimit, file.Path, $"'{file.File.Name}' has {file.File.Size} bytes; GitHub takes 1 to {AssetClient.SizeLimit - 1}"))];
        if (files.Count > MostFiles) problems.Add(new Problem(RegistryRules.HostLimit, null, $"there are {files.Count} files; a release on GitHub has at most {MostFiles}"));
        if (problems.Count > 0) throw new RegistryException(problems);
    }
}
