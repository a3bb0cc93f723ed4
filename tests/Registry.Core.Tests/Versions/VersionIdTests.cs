using FsCheck;
using FsCheck.Fluent;
using Registry.Core.Versions;

namespace Registry.Core.Tests.Versions;

public sealed class VersionIdTests
{
    private static readonly Arbitrary<VersionId> s_ids =
        Gen.Choose(0, 2_000_000_000).Select(seconds => VersionId.From(DateTimeOffset.FromUnixTimeSeconds(seconds))).ToArbitrary();

    [Fact]
    public void TextAndIdAreTheSameThing() =>
        Prop.ForAll(s_ids, id => VersionId.Parse(id.ToString()) == id).QuickCheckThrowOnFailure();

    [Fact]
    public void TheOrderOfIdsIsTheOrderOfTheirTexts() =>
        Prop.ForAll(s_ids, s_ids, (a, b) => Math.Sign(a.CompareTo(b)) == Math.Sign(string.CompareOrdinal(a.ToString(), b.ToString())))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void TheNextIdIsOneSecondLater()
    {
        var id = VersionId.Parse("2026.12.31-235959");

        Assert.Equal("2027.01.01-000000", id.Next().ToString());
        Assert.Equal("2026.12", id.Month);
    }

    [Theory]
    [InlineData("2026.02.29-000000")]
    [InlineData("2026.13.01-000000")]
    [InlineData("2026.01.01-240000")]
    [InlineData("2026.01.01-006000")]
    [InlineData("2026.1.01-000000")]
    [InlineData("2026-01-01-000000")]
    [InlineData("0000.01.01-000000")]
    [InlineData("2026.01.01-00000a")]
    [InlineData("２026.01.01-000000")]
    [InlineData("")]
    public void WhatIsNoSecondIsNoId(string text) => Assert.False(VersionId.TryParse(text, out _));
}
