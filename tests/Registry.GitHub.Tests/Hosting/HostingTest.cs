using System.Text;
using Registry.Core.Entities;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Sources;
using Registry.Core.Versions;
using Registry.GitHub.Hosting;
using Registry.GitHub.Releases;
using Registry.GitHub.Repositories;
using Registry.GitHub.Tests.Support;
using Registry.Testing;

namespace Registry.GitHub.Tests.Hosting;

/// <summary>Release hosts on a whole GitHub, and what must hold of it whatever has happened.</summary>
public abstract class HostingTest : FakeGitHubTest
{
    protected const string List = "GET /repos/{owner}/{repo}/releases";
    protected const string Create = "POST /repos/{owner}/{repo}/releases";
    protected const string Upload = "POST /repos/{owner}/{repo}/releases/{release_id}/assets";
    protected const string Change = "PATCH /repos/{owner}/{repo}/releases/{release_id}";
    protected const string DeleteRelease = "DELETE /repos/{owner}/{repo}/releases/{release_id}";
    protected const string ByTag = "GET /repos/{owner}/{repo}/releases/tags/{tag}";

    private static readonly DateTimeOffset s_first = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    private readonly List<GitHubReleaseHost> _hosts = [];
    private readonly TemporaryDirectory _files = new();

    protected static EntityName Entity { get; } = EntityName.Parse("acme/billing");

    /// <summary>How often something was asked for that may change anything.</summary>
    protected int Writes => Fake.Requests.Count(request => request.Method != "GET");

    /// <summary>A host in a process of its own, which remembers nothing.</summary>
    protected GitHubReleaseHost Host(params string[] permissions) =>
        HostOf(Fake.CreateToken(permissions.Length > 0 ? permissions : ["contents: write", "workflows: write"]));

    protected GitHubReleaseHost HostOf(string token) => HostOf(ClientOf(token), Repository);

    protected GitHubReleaseHost HostOf(GitHubClient client, RepositoryName repository)
    {
        var host = new GitHubReleaseHost(client, repository, Clock);
        _hosts.Add(host);
        return host;
    }

    protected string PathOf(string name) => _files.Combine(name);

    protected FileToAttach FileOf(string name, string? content = null)
    {
        File.WriteAllText(PathOf(name), content ?? $"content of {name}\n");
        return FileToAttach.Measure(PathOf(name), null, null, Cancelled);
    }

    protected IReadOnlyList<FileToAttach> TwoFiles => [FileOf("a.bin"), FileOf("b.bin")];

    /// <summary>A version with the files, <paramref name="minutes"/> after the first.</summary>
    protected Publication Version(IReadOnlyList<FileToAttach> files, int minutes = 0, string? commit = null)
    {
        var created = s_first.AddMinutes(minutes);
        return new Publication
        {
            Entity = Entity,
            Commit = commit ?? Sandbox.Run(Bare, "rev-parse", "main"),
            Manifest = new Manifest
            {
                Entity = Entity,
                Version = VersionId.From(created),
                Ordinal = minutes + 1,
                SourceHash = Digest.Of(Encoding.UTF8.GetBytes($"{minutes}")),
                CreatedAt = created,
                CreatedBy = "Tess Ter <tess@example.com>",
                Files = [.. files.Select(file => file.File).OrderBy(file => file.Name, StringComparer.Ordinal)],
            },
        };
    }

    protected async Task StageAsync(IReadOnlyList<FileToAttach> files, GitHubReleaseHost? host = null)
    {
        await using var staged = await (host ?? Host()).StageAsync(Entity, files, Cancelled);
        await staged.KeepAsync(Cancelled);
    }

    protected async Task<RegistryException> RefusedStageAsync(IReadOnlyList<FileToAttach> files, GitHubReleaseHost? host = null) =>
        await Assert.ThrowsAsync<RegistryException>(() => StageAsync(files, host));

    protected async Task<ReleaseRecord> PublishAsync(Publication publication, GitHubReleaseHost? host = null) =>
        Assert.IsType<Published>(await (host ?? Host()).PublishAsync(publication, Cancelled)).Record;

    protected async Task<NotPublished> NotPublishedAsync(Publication publication, GitHubReleaseHost? host = null) =>
        Assert.IsType<NotPublished>(await (host ?? Host()).PublishAsync(publication, Cancelled));

    protected async Task<IReadOnlyList<Release>> ReleasesAsync() => await Client.Releases.ListAsync(Repository, Cancelled).ToListAsync(Cancelled);

    protected async Task<Release> OnlyReleaseAsync() => Assert.Single(await ReleasesAsync());

    /// <summary>One release of ours has the tag, with the files of the manifest; and whoever does all once more changes nothing.</summary>
    protected async Task<ReleaseRecord> HoldsAsync(Publication publication)
    {
        var release = Assert.Single(await ReleasesAsync(), one => ReleaseMarker.Find(one.Body)?.Version == publication.Version);
        var expected = publication.Manifest.Files.Select(file => (file.Name, file.Size, file.Sha256)).ToList();
        Assert.Equal((false, publication.Tag), (release.Draft, release.TagName));
        Assert.Equal(expected, release.Assets.Select(asset => (asset.Name, asset.Size, asset.Sha256!)).OrderBy(file => file.Name, StringComparer.Ordinal));
        Assert.Equal(publication.Commit, (await Client.Repositories.FindReferenceAsync(Repository, $"tags/{publication.Tag}", Cancelled))!.Target.Sha);

        var (writes, host) = (Writes, Host());
        var seen = Assert.Single(await host.SeeAsync([publication], Cancelled));
        var record = await PublishAsync(publication, host);
        Assert.Equal((ReleaseState.Published, writes), (seen.State, Writes));
        Assert.Equivalent(record, seen.Record, strict: true);
        Assert.Equal(("github", publication.Tag, $"{release.Id}", release.HtmlUrl), (record.Host, record.Tag, record.ReleaseId, record.Url));
        Assert.Equal(expected, record.Files.Select(file => (file.Name, file.Size, file.Sha256)));
        return record;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts) host.Dispose();
        await base.DisposeAsync();
        _files.Dispose();
        GC.SuppressFinalize(this);
    }
}
