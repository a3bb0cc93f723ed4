using Registry.Bench.Setup;

namespace Registry.Bench.PlainGit;

/// <summary>The two files of a new version, as plain git would commit them.</summary>
/// <param name="Manifest">Path and text of the manifest.</param>
/// <param name="Source">Path and text of the source's entry.</param>
internal sealed record VersionFiles((string Path, string Text) Manifest, (string Path, string Text) Source)
{
    private static int s_second;

    public IReadOnlyList<(string Path, string Text)> All => [Manifest, Source];

    /// <summary>A version of an entity whose id nobody has.</summary>
    public static VersionFiles Of(string entity)
    {
        var second = Interlocked.Increment(ref s_second);
        var id = $"2026.03.01-{second / 3600:00}{second / 60 % 60:00}{second % 60:00}";
        var hash = Emit.NewSource();
        var manifest =
            $"""
            apiVersion: registry/v1
            kind: Version
            entity: {entity}
            version: {id}
            ordinal: 11
            status: listed
            semver: 2.0.0
            sourceHash: sha256:{hash}
            baseVersion: 2026.01.23-080000
            createdAt: 2026-03-01T00:00:00Z
            createdBy: Bench <bench@registry.example>
            files:
            - name: artifact.zip
              size: 1024
              sha256: {Lines.Hash(hash)}

            """.ReplaceLineEndings("\n");
        return new VersionFiles(
            ($"entities/{entity}/versions/2026.03/{id}.yaml", manifest),
            ($"entities/{entity}/sources/{hash[..2]}/{hash[2..]}", $"{id}\n"));
    }
}
