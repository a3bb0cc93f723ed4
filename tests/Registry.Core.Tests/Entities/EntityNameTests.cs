using Registry.Core.Entities;

namespace Registry.Core.Tests.Entities;

public sealed class EntityNameTests
{
    [Theory]
    [InlineData("acme/billing")]
    [InlineData("a/b")]
    [InlineData("acme.corp/billing-api_2")]
    [InlineData("0/9")]
    [InlineData("console/auxiliary")]
    public void AValidNameIsTakenAndPrintedAsItIs(string text)
    {
        Assert.True(EntityName.TryParse(text, out var name));
        Assert.Equal(text, name.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("acme")]
    [InlineData("acme/")]
    [InlineData("/billing")]
    [InlineData("acme/billing/x")]
    [InlineData("Acme/billing")]
    [InlineData("acme/bill ing")]
    [InlineData("acme/bill..ing")]
    [InlineData("acme/.billing")]
    [InlineData("acme/billing.")]
    [InlineData("acme/con")]
    [InlineData("acme/con.txt")]
    [InlineData("lpt1/x")]
    [InlineData("acme/main.lock")]
    [InlineData("acme/bücher")]
    [InlineData("../etc")]
    public void AnythingElseIsRefused(string text) => Assert.False(EntityName.TryParse(text, out _));

    [Fact]
    public void TheLongestNameHas64Characters()
    {
        Assert.True(EntityName.TryParse($"a/{new string('b', 64)}", out _));
        Assert.False(EntityName.TryParse($"a/{new string('b', 65)}", out _));
    }

    [Fact]
    public void ARefusalSaysWhatWasExpected()
    {
        var error = Assert.Throws<FormatException>(() => EntityName.Parse("Acme"));

        Assert.Contains("namespace/name", error.Message, StringComparison.Ordinal);
    }
}
