using Registry.Core.Rules;
using Registry.Core.Settings;
using Registry.GitHub.Repositories;

namespace Registry.GitHub.Tests;

public sealed class GitHubEnvironmentTests
{
    private static readonly ReleaseSettings s_settings = new(ReleaseHostKind.GitHub, Path: null, "acme/registry");

    [Theory]
    [InlineData("https://github.com/acme/registry.git", "acme/registry")]
    [InlineData("git@github.com:acme/registry.git", "acme/registry")]
    [InlineData("https://ghe.example/acme/registry/", "acme/registry")]
    [InlineData("https://elsewhere.example/acme/registry", null)]
    [InlineData(null, "acme/named")]
    public void ARepositoryIsFoundByItsAddress(string? address, string? expected)
    {
        var environment = Of(("GITHUB_SERVER_URL", "https://ghe.example"), ("GITHUB_REPOSITORY", "acme/named"));

        Assert.Equal(expected, environment.FindRepository(address)?.ToString());
    }

    [Theory]
    [InlineData("https://ghe.example", null, "https://ghe.example/api/v3/")]
    [InlineData("https://github.com", null, "https://api.github.com/")]
    [InlineData("https://ghe.example", "https://api.ghe.example", "https://api.ghe.example/")]
    [InlineData(null, null, "https://api.github.com/")]
    public void TheApiIsWhereTheServerIs(string? server, string? api, string expected)
    {
        using var client = Of(("GITHUB_SERVER_URL", server), ("GITHUB_API_URL", api), ("GH_TOKEN", "t")).OpenClient(RepositoryName.Parse("acme/registry"));

        Assert.Equal(expected, client!.Options.BaseAddress.AbsoluteUri);
    }

    [Fact]
    public void WithoutATokenTheReleaseHostSaysWhatToSet()
    {
        var error = Assert.Throws<RegistryException>(() => Of().OpenReleases(s_settings));

        Assert.Equal(RegistryRules.HostUnusable, error.Rule);
        Assert.Contains("GITHUB_TOKEN or GH_TOKEN", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNoRepositoryIsRefused() =>
        Assert.Equal(RegistryRules.HostUnusable, Assert.Throws<RegistryException>(() => Of(("GH_TOKEN", "t")).OpenReleases(s_settings with { Repository = "acme" })).Rule);

    [Theory]
    [InlineData("GITHUB_API_URL", "http://ghe.example")]
    [InlineData("GITHUB_TOKEN", "to\nken")]
    public void WhatIsNoAddressOrTokenIsTold(string name, string value) =>
        Assert.Equal(RegistryRules.GitHubFailed, Assert.Throws<RegistryException>(() => Of(("GH_TOKEN", "t"), (name, value)).OpenReleases(s_settings)).Rule);

    private static GitHubEnvironment Of(params (string Name, string? Value)[] variables) =>
        new(name => variables.LastOrDefault(variable => variable.Name == name).Value, TimeProvider.System);
}
