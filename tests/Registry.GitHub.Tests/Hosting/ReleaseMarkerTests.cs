using Registry.Core.Entities;
using Registry.Core.Sources;
using Registry.Core.Versions;
using Registry.GitHub.Hosting;

namespace Registry.GitHub.Tests.Hosting;

public sealed class ReleaseMarkerTests
{
    private static readonly EntityName s_entity = EntityName.Parse("acme/billing");
    private static readonly VersionId s_version = VersionId.Parse("2026.11.21-120000");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AMarkerIsReadAsItWasWritten(bool hasVersion)
    {
        var marker = new ReleaseMarker(s_entity, hasVersion ? s_version : null, Digest.Of("key"u8));

        Assert.Equal(marker, ReleaseMarker.Find($"Notes\r\n\r\n{marker}\r\n"));
    }

    [Fact]
    public void TheLastMarkerCountsSoThatAChangelogCannotBringItsOwn()
    {
        var (own, others) = (new ReleaseMarker(s_entity, s_version, Digest.Of("own"u8)), new ReleaseMarker(s_entity, s_version, Digest.Of("others"u8)));

        Assert.Equal(own, ReleaseMarker.Find($"{others}\n```\n<!--\n{own}\n"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("<!-- registry acme/billing sha256:00 -->")]
    [InlineData("<!-- registry ACME sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 -->")]
    [InlineData("<!-- registry acme/billing@2026.99.99-000000 sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 -->")]
    public void WhatIsNoMarkerIsNone(string? body) => Assert.Null(ReleaseMarker.Find(body));
}
