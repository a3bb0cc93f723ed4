using System.CommandLine;
using Registry.Cli.Hosting;
using Registry.Cli.Output;
using Registry.Core.Rules;
using Registry.Git.Import;

namespace Registry.Cli.Commands;

/// <summary><c>registry import</c>: a bulk load, one emit request a line.</summary>
internal static class ImportCommand
{
    internal sealed record Options(string File, bool Keep, bool Pack);

    public static Command Create(CommandContext host)
    {
        var file = new Argument<string>("file") { Description = "JSON lines, one emit request each; - for standard input" };
        var keep = new Option<bool>("--keep-going") { Description = "Leave out lines that a rule refuses, instead of stopping at the first" };
        var noPack = new Option<bool>("--no-pack") { Description = "Leave the repository unpacked; the next emits are slow until: git gc" };
        return new Command("import", "Load many versions, streamed; files are not transferred, only their digests") { file, keep, noPack }.Run(host, (result, context, cancellationToken) =>
            RunAsync(new Options(result.GetRequiredValue(file), result.GetValue(keep), !result.GetValue(noPack)), context, cancellationToken));
    }

    public static async Task<int> RunAsync(Options options, CommandContext context, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(options.File, context.WorkingDirectory);
        if (options.File != "-" && !File.Exists(path)) throw new RegistryException(RegistryRules.BadRequest, $"there is no file {path} to import");
        await using var store = await context.OpenAsync(cancellationToken);
        await using var input = options.File == "-"
            ? Console.OpenStandardInput()
            : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        var importer = new RegistryImporter(store)
        {
            KeepGoing = options.Keep,
            Pack = options.Pack,
            Progress = context.Output.Progress,
            Refused = (line, problems) => context.Output.Warn($"line {line}: {string.Join("; ", problems.Select(problem => $"{problem.Rule.Code} {problem.Message}"))}"),
        };
        var summary = await importer.ImportAsync(input, cancellationToken);
        var document = new ImportDocument(summary.Created, summary.Unchanged, summary.Refused, summary.Revision);
        context.Output.Result(document, Json.Of, text =>
            text.WriteLine($"imported {summary.Created} versions, {summary.Unchanged} were known, {summary.Refused} refused"));
        return summary.Refused == 0 ? ExitCode.Done : ExitCode.Refused;
    }
}
