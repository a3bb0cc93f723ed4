using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Registry.FakeGitHub.Access;
using Registry.GitHub.CheckRuns;
using Registry.GitHub.Credentials;
using Registry.GitHub.Errors;
using Registry.GitHub.Tests.Support;

namespace Registry.GitHub.Tests.Credentials;

/// <summary>An app with its key, its installation, and what it alone may do.</summary>
[SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "What is installed is disposed of at the end of the test.")]
public sealed class InstalledAppTests : FakeGitHubTest
{
    private const string CreateToken = "POST /app/installations/{installation_id}/access_tokens";

    private readonly RSA _key = RSA.Create(2048);
    private readonly List<IDisposable> _owned = [];

    private string Head => Sandbox.Run(Bare, "rev-parse", "main");

    public override async ValueTask DisposeAsync()
    {
        foreach (var owned in _owned) owned.Dispose();
        _key.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task ATokenServesForAnHour()
    {
        var client = ClientOf(Installed(CreateApp()));

        Assert.NotNull(await client.Repositories.FindAsync(Repository, Cancelled));
        Assert.NotNull(await client.Repositories.FindAsync(Repository, Cancelled));
        Assert.Equal(1, Count(CreateToken));
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.NotNull(await client.Repositories.FindAsync(Repository, Cancelled));
        Assert.Equal(2, Count(CreateToken));
    }

    [Fact]
    public async Task ARevokedTokenIsReplaced()
    {
        var credentials = Installed(CreateApp());
        var client = ClientOf(credentials);
        Fake.RevokeToken((await credentials.GetAsync(Cancelled))!.Value);

        Assert.NotNull(await client.Repositories.FindAsync(Repository, Cancelled));

        Assert.Equal(2, Count(CreateToken));
    }

    [Fact]
    public async Task AWrongKeyOrInstallationIsNotTakenForAMissingRepository()
    {
        using var other = RSA.Create(2048);
        var forged = ClientOf(Installed(Fake.CreateApp("other", other, "contents: read")));
        var elsewhere = ClientOf(Installed(CreateApp(), installation: 7));

        Assert.Equal(GitHubErrorKind.Unauthorized, (await FailureAsync(() => forged.Repositories.FindAsync(Repository, Cancelled))).Kind);
        Assert.Equal(GitHubErrorKind.Unauthorized, (await FailureAsync(() => elsewhere.Repositories.FindAsync(Repository, Cancelled))).Kind);
        Assert.Equal(GitHubErrorKind.Unauthorized, (await FailureAsync(() => elsewhere.Releases.DeleteAsync(Repository, 1, Cancelled))).Kind);
    }

    [Fact]
    public async Task ACheckRunIsCreatedFoundAndCompleted()
    {
        var checks = ClientOf(Installed(CreateApp())).CheckRuns;
        var created = await checks.CreateAsync(Repository, Run("build"), Cancelled);

        var found = await checks.FindAsync(Repository, Head, "gate", "build", Cancelled);
        var done = await checks.UpdateAsync(Repository, created.Id, new CheckRunChange
        {
            Status = CheckRunStatus.Completed, Conclusion = CheckRunConclusion.Success, Output = new CheckRunReport { Title = "Good", Summary = "All of it" },
        }, Cancelled);

        Assert.Equal((created, "in_progress"), (found, created.Status));
        Assert.Equal(("completed", "success", created.Id), (done.Status, done.Conclusion, done.Id));
        Assert.Null(await checks.FindAsync(Repository, Head, "gate", "other", Cancelled));
    }

    [Fact]
    public async Task OfSeveralCheckRunsTheNewestIsFound()
    {
        var checks = ClientOf(Installed(CreateApp())).CheckRuns;
        await checks.CreateAsync(Repository, Run("build"), Cancelled);
        var newer = await checks.CreateAsync(Repository, Run("build"), Cancelled);
        await checks.CreateAsync(Repository, Run("other"), Cancelled);

        Assert.Equal(newer, await checks.FindAsync(Repository, Head, "gate", "build", Cancelled));
    }

    [Fact]
    public async Task OnlyAnAppMakesCheckRunsAndOnlyItsOwnAreItsToChange()
    {
        using var otherKey = RSA.Create(2048);
        var run = await ClientOf(Installed(CreateApp())).CheckRuns.CreateAsync(Repository, Run("build"), Cancelled);
        var other = ClientOf(Installed(Fake.CreateApp("other", otherKey, "checks: write"), key: otherKey)).CheckRuns;
        var person = ClientOf("tess", "checks: write").CheckRuns;

        Assert.Equal(GitHubErrorKind.Forbidden, (await FailureAsync(() => other.UpdateAsync(Repository, run.Id, new CheckRunChange(), Cancelled))).Kind);
        Assert.Equal(GitHubErrorKind.Forbidden, (await FailureAsync(() => person.CreateAsync(Repository, Run("build"), Cancelled))).Kind);
    }

    private App CreateApp() => Fake.CreateApp("registry", _key, "contents: write", "checks: write", "pull_requests: read");

    private InstallationCredentials Installed(App app, long? installation = null, RSA? key = null)
    {
        var signing = new AppCredentials($"{app.Id}", (key ?? _key).ExportRSAPrivateKeyPem(), Clock);
        var credentials = new InstallationCredentials(ClientOf(signing), installation ?? app.InstallationId);
        _owned.AddRange([signing, credentials]);
        return credentials;
    }

    private NewCheckRun Run(string externalId) => new() { Name = "gate", HeadSha = Head, ExternalId = externalId, Status = CheckRunStatus.InProgress };
}
