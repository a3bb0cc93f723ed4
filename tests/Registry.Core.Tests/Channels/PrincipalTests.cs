using Registry.Core.Channels;

namespace Registry.Core.Tests.Channels;

/// <summary>People whom rules name.</summary>
public sealed class PrincipalTests
{
    [Theory]
    [InlineData("@alice", false)]
    [InlineData("@acme/release-managers", true)]
    [InlineData("alice@example.com", false)]
    [InlineData("17+alice@users.noreply.github.com", false)]
    public void ATextOfEitherFormIsSomebody(string text, bool isTeam)
    {
        Assert.Equal((text, isTeam), (Principal.Parse(text).ToString(), Principal.Parse(text).IsTeam));
        Assert.Equal(Principal.Parse(text.ToUpperInvariant()), Principal.Parse(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("alice")]
    [InlineData("@a b")]
    [InlineData("@a/b/c")]
    [InlineData("@a/")]
    [InlineData("@-a")]
    [InlineData("a@b@c")]
    [InlineData("a@b c")]
    [InlineData("@alice\n* @mallory")]
    [InlineData("@alice #")]
    public void AnythingElseIsNobody(string text) => Assert.False(Principal.TryParse(text, out _));

    [Theory]
    [InlineData("Alice <alice@example.com>", "alice@example.com")]
    [InlineData("Alice <17+alice@users.noreply.github.com>", "17+alice@users.noreply.github.com @alice")]
    [InlineData("Alice <alice@users.noreply.github.com>", "alice@users.noreply.github.com @alice")]
    [InlineData("A <b@c.d> <alice@example.com>", "alice@example.com")]
    [InlineData("Alice <alice@users.noreply.github.com.evil.example>", "alice@users.noreply.github.com.evil.example")]
    [InlineData("Alice", "")]
    [InlineData("Alice <>", "")]
    public void APersonOfGitIsAnAddressAndPerhapsALogin(string identity, string expected) => Assert.Equal(expected, string.Join(' ', Principal.Of(identity)));
}
