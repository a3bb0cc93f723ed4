using System.CommandLine;
using Registry.Cli.Hosting;
using Registry.Cli.Output;
using Registry.Core.Versions;

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
        using var registry = context.Connect();
        var directory = Path.GetFullPath(options.Directory, context.WorkingDirectory);
        var document = await registry.DownloadAsync(options.Reference, file => IsWanted(file, options), directory, cancellationToken);
        context.Output.Result(document, Json.Of, text =>
        {
            foreach (var item in document.Files) text.WriteLine($"downloaded {item.Path} ({item.Size} bytes, sha256 {item.Sha256[..12]})");
        });
        return ExitCode.Done;
    }

    private static bool IsWanted(VersionFile file, Options options) =>
        (options.File is null || file.Name == options.File)
        && (options.Platform is null || file.Platform is null || file.Platform == options.Platform)
        && (options.Architecture is null || file.Architecture is null || file.Architecture == options.Architecture);
}
