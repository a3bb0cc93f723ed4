using FsCheck;
using FsCheck.Fluent;
using Registry.Core.Store;
using Registry.Core.Tests.Yaml;

namespace Registry.Core.Tests.Store;

public sealed class RegistryPathTests
{
    private const string Hex = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private static readonly string[] s_paths =
    [
        "entities/acme/billing/entity.yaml",
        "entities/acme/billing/versions/2026.11/2026.11.21-104301.yaml",
        "entities/acme/billing/records/2026.11/2026.11.21-104301.yaml",
        "entities/acme/billing/releases/2026.11/2026.11.21-104301.yaml",
        "entities/acme/billing/channels/stable.yaml",
        $"entities/acme/billing/sources/{Hex[..2]}/{Hex[2..]}",
    ];

    public static TheoryData<string> Paths => [.. s_paths];

    [Theory]
    [MemberData(nameof(Paths))]
    public void APathOfTheLayoutIsTakenApartAndPutTogether(string path)
    {
        Assert.True(RegistryPath.TryParse(path, out var parsed));

        Assert.Equal(path, parsed.ToString());
        Assert.True(RegistryPath.TryParse(parsed.ToString(), out var again));
        Assert.Equal(parsed, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("entities")]
    [InlineData("entities/acme/billing")]
    [InlineData("/entities/acme/billing/entity.yaml")]
    [InlineData("entities/acme/billing/entity.yaml/")]
    [InlineData("entities//acme/billing/entity.yaml")]
    [InlineData("entities/../billing/entity.yaml")]
    [InlineData("entities/acme/./entity.yaml")]
    [InlineData("Entities/acme/billing/entity.yaml")]
    [InlineData("entities/acme/Billing/entity.yaml")]
    [InlineData("entities/acme/billing/Entity.yaml")]
    [InlineData("entities/acme/con/entity.yaml")]
    [InlineData("entities\\acme\\billing\\entity.yaml")]
    [InlineData("entities/acme/billing/entity.yml")]
    [InlineData("entities/acme/billing/entity.yaml\n")]
    [InlineData("entities/acme/billing/versions/2026.10/2026.11.21-104301.yaml")]
    [InlineData("entities/acme/billing/versions/2026.11.21-104301.yaml")]
    [InlineData("entities/acme/billing/versions/2026.11/2026.11.31-104301.yaml")]
    [InlineData("entities/acme/billing/versions/2026.11/.yaml")]
    [InlineData("entities/acme/billing/channels/../stable.yaml")]
    [InlineData("entities/acme/billing/channels/.yaml")]
    [InlineData("entities/acme/billing/channels/Stable.yaml")]
    [InlineData("entities/acme/billing/channels/nul.yaml")]
    [InlineData("entities/acme/billing/channels/stable.yaml.yaml/x")]
    [InlineData("entities/acme/billing/sources/9f/" + "86d081")]
    [InlineData("entities/acme/billing/sources/9F/86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    [InlineData("entities/acme/billing/sources/9f8/6d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    public void AnyOtherPathIsRefused(string path) => Assert.False(RegistryPath.TryParse(path, out _));

    [Fact]
    public void APathThatIsTakenIsAlwaysTheOneThatItPrints() =>
        Prop.ForAll(Mutated.ToArbitrary(), path => !RegistryPath.TryParse(path, out var parsed) || parsed.ToString() == path)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    /// <summary>Paths with a piece cut out and another put in, so that many are nearly right.</summary>
    private static Gen<string> Mutated =>
        from path in Gen.Elements(s_paths)
        from start in Gen.Choose(0, path.Length)
        from length in Gen.Elements(0, 0, 1, 2, 8)
        from piece in Gen.OneOf(NastyText.Any, Gen.Elements("", ".", "..", "/", "//", "a", "0", ".yaml", "２", "\0", "A"))
        select path[..start] + piece + path[Math.Min(path.Length, start + length)..];
}
