using Registry.Core.Entities;
using Registry.Core.Releases;
using Registry.Core.Sources;
using Registry.Core.Versions;

namespace Registry.Core.Tests.Releases;

public sealed class ReleaseNotesTests
{
    private static readonly Manifest s_manifest = new()
    {
        Entity = EntityName.Parse("acme/billing"),
        Version = VersionId.Parse("2026.11.21-120000"),
        Ordinal = 42,
        SourceHash = Digest.Of("source"u8),
        CreatedAt = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero),
        CreatedBy = "Tess Ter <tess@example.com>",
        SemVer = "1.4.0",
        BaseVersion = VersionId.Parse("2026.11.20-090000"),
        Source = new SourceOrigin { Repository = "https://github.com/acme/billing", Commit = "abc", Branch = "ma`in @all", Dirty = true },
        ChangelogUrl = "https://example.com/changes",
        Changelog = "- **new** things\n",
        Files = [new VersionFile { Name = "a.zip", Size = 48213, Sha256 = Digest.Of("a"u8), Platform = "linux", Architecture = "x64" }, new VersionFile { Name = "b.zip", Size = 1, Sha256 = Digest.Of("b"u8) }],
    };

    [Fact]
    public void TheyTellWhereAVersionComesFromAndWhatItHas() => Assert.Equal(
        $"""
        `acme/billing@2026.11.21-120000`, version 42, SemVer `1.4.0`, after `2026.11.20-090000`

        - built from `https://github.com/acme/billing`, commit `abc`, branch ``ma`in @all``, **with changes that were not committed**
        - source hash `{s_manifest.SourceHash}`
        - manifest `{Digest.Of(ManifestFormat.Write(s_manifest))}`
        - [what changed](<https://example.com/changes>)

        | file | for | bytes | SHA-256 |
        |---|---|---:|---|
        | `a.zip` | linux x64 | 48,213 | `{Digest.Of("a"u8).Hex}` |
        | `b.zip` | any | 1 | `{Digest.Of("b"u8).Hex}` |

        ## Changes

        - **new** things

        """.ReplaceLineEndings("\n"), ReleaseNotes.Format(s_manifest, 125_000));

    [Theory]
    [InlineData(10)]
    [InlineData(11)]
    public void ALongChangelogIsCutBetweenCharactersAndSaysSo(int odd)
    {
        var notes = ReleaseNotes.Format(s_manifest with { Changelog = new string('x', odd) + string.Concat(Enumerable.Repeat("\U0001F4A5", 5000)) }, 5_000);

        Assert.InRange(notes.Length, 4_999, 5_000);
        Assert.EndsWith("\U0001F4A5\n\n… The changelog is longer; the manifest has all of it.\n", notes, StringComparison.Ordinal);
    }

    [Fact]
    public void ManyFilesLeaveRoomForTheChangelog()
    {
        var files = Enumerable.Range(0, 1000).Select(i => s_manifest.Files[0] with { Name = $"{i}.zip" }).ToList();

        var notes = ReleaseNotes.Format(s_manifest with { Files = files }, 20_000);

        Assert.InRange(notes.Length, 10_000, 20_000);
        Assert.Contains(" more files; the manifest names them all.", notes, StringComparison.Ordinal);
        Assert.Contains("- **new** things", notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Billing 1.4", "1.4.0", "Billing 1.4")]
    [InlineData(null, "1.4.0", "acme/billing 1.4.0 (2026.11.21-120000)")]
    [InlineData(null, null, "acme/billing 2026.11.21-120000")]
    public void TheTitleIsTheNameOrTheVersion(string? name, string? semVer, string title) =>
        Assert.Equal(title, ReleaseNotes.Title(s_manifest with { Name = name, SemVer = semVer }));

    [Fact]
    public void NothingOfOthersMakesThemTooLong() =>
        Assert.Equal(5_000, ReleaseNotes.Format(s_manifest with { Source = new SourceOrigin { Repository = new string('r', 10_000) } }, 5_000).Length);
}
