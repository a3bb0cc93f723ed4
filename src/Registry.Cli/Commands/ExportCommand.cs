using System.CommandLine;
using System.Text;
using Registry.Cli.Hosting;
using Registry.Core.Entities;
using Registry.Core.Import;
using Registry.Core.Sources;
using Registry.Core.Store;
using Registry.Core.Versions;

namespace Registry.Cli.Commands;

/// <summary><c>registry export</c>: every version as an import line.</summary>
internal static class ExportCommand
{
    public static Command Create(CommandContext host)
    {
        var output = Arguments.Text("--output", "The file to write (default: stdout)", "file");
        return new Command("export", "Write every version as a line that import takes") { output }.Run(host, (result, context, cancellationToken) =>
            RunAsync(result.GetValue(output), context, cancellationToken));
    }

    public static async Task<int> RunAsync(string? file, CommandContext context, CancellationToken cancellationToken)
    {
        await using var store = await context.OpenAsync(cancellationToken);
        var snapshot = await store.SnapshotAsync(null, cancellationToken);
        await using var writer = file is null
            ? null
            : new StreamWriter(Path.GetFullPath(file, context.WorkingDirectory), append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        var output = writer ?? context.Output.Raw;
        long count = 0;
        // The versions of an entity follow each other, oldest first.
        EntityName? entity = null;
        HashSet<Digest> hashes = [];
        await foreach (var stored in store.ReadAllAsync(snapshot, RegistryPaths.Entities, cancellationToken))
        {
            if (!RegistryPath.TryParse(stored.Path, out var path) || path.Kind != RegistryPathKind.Manifest) continue;
            var manifest = ManifestFormat.Read(stored.Path, stored.Content).Get();
            if (manifest.Entity != entity) (entity, hashes) = (manifest.Entity, []);
            var force = !hashes.Add(manifest.SourceHash);
            await output.WriteLineAsync(Encoding.UTF8.GetString(EmitRequestJson.Format(manifest, force)).AsMemory(), cancellationToken);
            if (++count % 1024 == 0) context.Output.Progress($"exported {count:N0} versions");
        }

        return ExitCode.Done;
    }
}
