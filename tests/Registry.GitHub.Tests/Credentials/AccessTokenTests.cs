using Registry.GitHub.Credentials;

namespace Registry.GitHub.Tests.Credentials;

public sealed class AccessTokenTests
{
    [Fact]
    public void ATokenDoesNotPrintItself() => Assert.Equal("***", $"{new AccessToken("ghp_secret")}");

    [Theory]
    [InlineData("")]
    [InlineData("ghp_secret\n")]
    [InlineData("ghp_secret\r\nX-Other: 1")]
    [InlineData("ghp secret")]
    public void WhatIsNoTokenIsRefusedWithoutBeingShown(string text) =>
        Assert.DoesNotContain("secret", Assert.Throws<ArgumentException>(() => new AccessToken(text)).Message, StringComparison.Ordinal);
}
