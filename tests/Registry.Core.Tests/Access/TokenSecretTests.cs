using Registry.Core.Access;
using Registry.Core.Sources;

namespace Registry.Core.Tests.Access;

public sealed class TokenSecretTests
{
    [Fact]
    public void ASecretOpensItsOwnTokenAndNoOther()
    {
        var (one, two) = (TokenSecret.Create(), TokenSecret.Create());
        var token = AccessToken.Create(one, "one", isAdministrator: false, person: null, expiresAt: null, DateTimeOffset.UnixEpoch);

        Assert.True(TokenSecret.TryParse(one.Reveal(), out var shown));
        Assert.True(shown.Opens(token));
        Assert.False(two.Opens(token));
        Assert.False(shown.Opens(token with { SecretHash = Digest.Of("x"u8) }));
        Assert.NotEqual(one.Reveal(), two.Reveal());
    }

    [Fact]
    public void NothingOfASecretIsKeptOrPrinted()
    {
        var secret = TokenSecret.Create();
        var hidden = secret.Reveal()[^43..];
        var token = AccessToken.Create(secret, "one", isAdministrator: true, person: null, expiresAt: null, DateTimeOffset.UnixEpoch);

        Assert.DoesNotContain(hidden, secret.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(hidden, token.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(hidden, System.Text.Encoding.UTF8.GetString(AccessTokenFormat.Write(token with { CreatedBy = "somebody" })), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("reg_")]
    [InlineData("reg_0123456789abcdef_short")]
    [InlineData("reg_0123456789ABCDEF_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("reg_0123456789abcdef_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/+")]
    [InlineData("REG_0123456789abcdef_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("reg_../../../../etc/_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void WhatIsNoSecretIsRefused(string? text) => Assert.False(TokenSecret.TryParse(text, out _));
}
