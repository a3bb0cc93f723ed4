using Registry.GitHub.Repositories;

namespace Registry.GitHub.Tests.Repositories;

public sealed class RepositoryNameTests
{
    [Fact]
    public void ANameHasAnOwner()
    {
        var name = RepositoryName.Parse("acme/registry.data");

        Assert.Equal(("acme", "registry.data", "acme/registry.data"), (name.Owner, name.Name, name.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("acme")]
    [InlineData("acme/")]
    [InlineData("/registry")]
    [InlineData("acme/registry/")]
    [InlineData("acme/registry\n")]
    [InlineData("acme/..")]
    [InlineData("acme/.")]
    [InlineData("../registry")]
    [InlineData("acme/a b")]
    [InlineData("acme/a%2fb")]
    [InlineData("acme/é")]
    [InlineData("https://github.com/acme/registry")]
    [InlineData(null)]
    public void SomethingElseIsNoName(string? text)
    {
        Assert.False(RepositoryName.TryParse(text, out var name));
        Assert.Null(name);
    }

    [Fact]
    public void AnErrorSaysWhatIsExpected() => Assert.Contains("owner/name", Assert.Throws<FormatException>(() => RepositoryName.Parse("x")).Message, StringComparison.Ordinal);

    [Fact]
    public void CaseTellsNoTwoApart()
    {
        Assert.Equal(RepositoryName.Parse("Acme/Registry"), RepositoryName.Parse("acme/registry"));
        Assert.Equal(RepositoryName.Parse("Acme/Registry").GetHashCode(), RepositoryName.Parse("acme/registry").GetHashCode());
        Assert.NotEqual(RepositoryName.Parse("acme/registry"), RepositoryName.Parse("acme/other"));
    }
}
