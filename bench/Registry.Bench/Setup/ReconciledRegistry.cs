using System.Globalization;
using System.Text;
using Registry.Bench.PlainGit;
using Registry.Bench.Processes;

namespace Registry.Bench.Setup;

/// <summary>A registry in the state in which a reconciler leaves it: every version has its release record, and every channel is where its policy wants it.</summary>
internal static class ReconciledRegistry
{
    private const string Settings = """
        apiVersion: registry/v1
        kind: Registry
        name: bench
        defaultChannel: stable
        channels:
        - name: dev
          advance: newest
        - name: stable
          advance: manual
          from: dev
        releases:
          host: directory
          path: FILES

        """;

    /// <summary>Takes up the registry of an earlier run, or makes one.</summary>
    public static async Task<LoadedRegistry> CreateAsync(Workspace workspace, int versions)
    {
        var repository = workspace.PathOf($"reconciled-{versions}.git");
        if (Directory.Exists(repository)) return new LoadedRegistry(versions, repository);

        var loaded = await workspace.RegistryAsync(versions);
        var making = await workspace.CopyAsync(loaded.Repository, $"reconciled-{versions}.tmp");
        var stream = workspace.PathOf($"releases-{versions}.stream");
        await WriteAsync(stream, versions, workspace.PathOf("files"));
        await Runner.RunAsync(new Command("git", [.. Durability.Options, "fast-import", "--quiet", "--done", "--date-format=raw"]) { Directory = making, InputFiles = [stream] });
        File.Delete(stream);
        await workspace.RunAsync(making, "reconcile", "--once");
        await Runner.GitAsync(making, "repack", "-adq", "--write-bitmap-index");
        Directory.Move(making, repository);
        return new LoadedRegistry(versions, repository);
    }

    private static async Task WriteAsync(string file, int versions, string files)
    {
        await using var stream = new StreamWriter(file, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 20) { NewLine = "\n" };
        await stream.WriteAsync("commit refs/heads/main\ncommitter Bench <bench@acme.example> 1770000000 +0000\ndata 8\nreleases\nfrom refs/heads/main^0\n");
        await WriteFileAsync(stream, "registry.yaml", Settings.Replace("FILES", files, StringComparison.Ordinal));
        for (var entity = 0; entity < Lines.Entities(versions); entity++)
        {
            var name = Lines.Entity(entity);
            for (var version = 0; version < Lines.VersionsOfEntity; version++)
            {
                var time = Lines.TimeOf(entity, version);
                var id = time.ToString("yyyy.MM.dd-HHmmss", CultureInfo.InvariantCulture);
                var source = Lines.Hash($"{name}#{version}");
                await WriteFileAsync(stream, $"entities/{name}/releases/{id[..7]}/{id}.yaml", string.Create(CultureInfo.InvariantCulture,
                    $"version: {id}\nhost: directory\ntag: {name}@{id}\npublishedAt: {time:yyyy-MM-dd'T'HH:mm:ss'Z'}\nfiles:\n- name: {name.Replace('/', '.')}.1.{version}.0.nupkg\n  size: {10_000 + version}\n  sha256: {Lines.Hash(source)}\n"));
            }
        }

        await stream.WriteAsync("\ndone\n");
    }

    private static Task WriteFileAsync(StreamWriter stream, string path, string content) =>
        stream.WriteAsync($"M 100644 inline {path}\ndata {content.Length}\n{content}\n");
}
