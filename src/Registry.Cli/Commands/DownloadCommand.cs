using System.CommandLine;
using Registry.Cli.Hosting;
using Registry.Cli.Output;
using Registry.Core.Operations;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Versions;
using Registry.Git.Releases;

namespace Registry.Cli.Commands;

/// <summary><c>registry download</c>: a version's files, checked against their digests.</summary>
internal static class DownloadCommand
{
    internal sealed record Options(VersionReference Reference, string? File, string Directory, string? Platform, string? Architecture);

    public static Command Create(CommandContext host)
    {
        var reference = Arguments.Reference();
        var file = Arguments.Text("--file", "Only this file", "name");
        var platform = Arguments.Choice("--platform", "Only files for this platform, or for any", [.. VersionFile.Platforms.Order(StringComparer.Ordinal)]);
        var architecture = Arguments.Choice("--architecture", "Only files for this architecture, or for any", [.. VersionFile.Architectures.Order(StringComparer.Ordinal)]);
        var directory = new Option<string>("--output", "-o") { Description = "The directory (default: the current one)", HelpName = "dir", DefaultValueFactory = _ => "." };
        return new Command("download", "Download a version's files, checked against their digests") { reference, file, platform, architecture, directory }.Run(host, (result, context, cancellationToken) =>
        {
            var options = new Options(
                result.GetRequiredValue(reference), result.GetValue(file), result.GetValue(directory)!, result.GetValue(platform), result.GetValue(architecture));
            return RunAsync(options, context, cancellationToken);
        });
    }

    public static async Task<int> RunAsync(Options options, CommandContext context, CancellationToken cancellationToken)
    {
        await using var store = await context.OpenAsync(cancellationToken);
        var registry = new RegistryReader(await store.SnapshotAsync(null, cancellationToken));
        var resolution = await registry.ResolveAsync(options.Reference, cancellationToken);
        if (resolution.Version is not { } id) throw new RegistryException(resolution.Refusal!.Problems);
        var entity = options.Reference.Entity;
        var version = (await HostedVersion.FindAsync(registry, entity, id, cancellationToken))!;
        var wanted = version.Files.Where(file => IsWanted(file, options)).ToList();
        if (wanted.Count == 0)
            throw new RegistryException(RegistryRules.VersionNotFound, $"version {id} of {entity} has no such file; it has {(version.Files.Count == 0 ? "none" : string.Join(", ", version.Files.Select(file => file.Name)))}");

        using var host = await store.OpenReleasesAsync(cancellationToken);
        var directory = Path.GetFullPath(options.Directory, context.WorkingDirectory);
        List<DownloadItem> items = [];
        foreach (var file in wanted)
        {
            var target = Path.Combine(directory, file.Name);
            if (await host.DownloadAsync(version, file, target, cancellationToken) is { } problem) throw new RegistryException([problem]);
            items.Add(new DownloadItem(file.Name, target, file.Size, file.Sha256.Hex));
        }

        context.Output.Result(new DownloadDocument(entity.ToString(), id.ToString(), items), Json.Of, text =>
        {
            foreach (var item in items) text.WriteLine($"downloaded {item.Path} ({item.Size} bytes, sha256 {item.Sha256[..12]})");
        });
        return ExitCode.Done;
    }

    private static bool IsWanted(VersionFile file, Options options) =>
        (options.File is null || file.Name == options.File)
        && (options.Platform is null || file.Platform is null || file.Platform == options.Platform)
        && (options.Architecture is null || file.Architecture is null || file.Architecture == options.Architecture);
}
