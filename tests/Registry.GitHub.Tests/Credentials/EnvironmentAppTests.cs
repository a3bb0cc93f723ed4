using System.Security.Cryptography;
using Registry.Core.Rules;
using Registry.FakeGitHub.Access;
using Registry.GitHub.Errors;
using Registry.GitHub.Repositories;
using Registry.GitHub.Tests.Support;
using Registry.Testing;

namespace Registry.GitHub.Tests.Credentials;

/// <summary>The GitHub App that variables name, where there is no token.</summary>
public sealed class EnvironmentAppTests : FakeGitHubTest
{
    private const string Find = "GET /repos/{owner}/{repo}/installation";
    private const string CreateToken = "POST /app/installations/{installation_id}/access_tokens";

    // The clock of the test GitHub ends every wait at once, also the one for a stalled answer.
    private readonly ManualTimeProvider _time = ManualTimeProvider.AtNoon();
    private readonly RSA _key = RSA.Create(2048);
    private readonly TemporaryDirectory _files = new();
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    private string KeyFile => _files.Combine("app.pem");

    public override async ValueTask DisposeAsync()
    {
        _key.Dispose();
        _files.Dispose();
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task TheInstallationIsNamedOrFoundOnceByTheRepository(bool isNamed, int looks)
    {
        var app = CreateApp();
        if (isNamed) _variables[GitHubEnvironment.InstallationVariable] = $"{app.InstallationId}";
        using var client = Open()!;

        Assert.NotNull(await client.Repositories.FindAsync(Repository, Cancelled));
        Clock.Advance(TimeSpan.FromHours(1));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.NotNull(await client.Repositories.FindAsync(Repository, Cancelled));

        Assert.Equal((looks, 2), (Fake.Requests.Count(request => request.Operation == Find), Fake.Requests.Count(request => request.Operation == CreateToken)));
    }

    [Fact]
    public async Task ATokenIsTakenBeforeAnApp()
    {
        CreateApp();
        _variables["GH_TOKEN"] = Fake.CreateToken("contents: read");
        using var client = Open()!;

        Assert.NotNull(await client.Repositories.FindAsync(Repository, Cancelled));

        Assert.Single(Fake.Requests);
    }

    [Fact]
    public async Task AnAppThatIsNotInstalledThereIsNotTakenForAMissingRepository()
    {
        CreateApp();
        using var client = Environment.OpenClient(RepositoryName.Parse("acme/elsewhere"))!;

        var error = await Assert.ThrowsAsync<GitHubException>(() => client.Repositories.FindAsync(Repository, Cancelled));

        Assert.Equal(GitHubErrorKind.Unauthorized, error.Kind);
        Assert.Contains("an installation on acme/elsewhere", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GitHubEnvironment.AppIdVariable, "")]
    [InlineData(GitHubEnvironment.AppKeyVariable, "")]
    [InlineData(GitHubEnvironment.AppKeyVariable, "/no/such/file")]
    [InlineData(GitHubEnvironment.InstallationVariable, "-7")]
    public void WhatIsWrongIsToldByTheNameOfItsVariable(string name, string value)
    {
        CreateApp();
        _variables[name] = value;

        var error = Assert.Throws<RegistryException>(Open);

        Assert.Equal(RegistryRules.GitHubFailed, error.Rule);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileWithoutAKeyIsToldWithoutItsContent()
    {
        CreateApp();
        File.WriteAllText(KeyFile, "hunter2");

        var error = Assert.Throws<RegistryException>(Open);

        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    private GitHubEnvironment Environment => new(name => _variables.GetValueOrDefault(name), _time);

    private GitHubClient? Open() => Environment.OpenClient(Repository);

    private App CreateApp()
    {
        var app = Fake.CreateApp("registry", _key, "contents: write");
        File.WriteAllText(KeyFile, _key.ExportRSAPrivateKeyPem());
        _variables["GITHUB_API_URL"] = Fake.Url;
        _variables[GitHubEnvironment.AppIdVariable] = $"{app.Id}";
        _variables[GitHubEnvironment.AppKeyVariable] = KeyFile;
        return app;
    }
}
