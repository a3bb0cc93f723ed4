using System.CommandLine;
using System.Text.Json.Nodes;
using Registry.Cli.Hosting;
using Registry.Cli.Output;
using Registry.Core.Linting;
using Registry.Core.Operations;

namespace Registry.Cli.Commands;

/// <summary><c>registry lint</c>: looks at files for their authors, before they are part of anything.</summary>
internal static class LintCommand
{
    public static Command Create(CommandContext host)
    {
        var files = new Argument<string[]>("file") { Description = "A manifest, a contract, registry.yaml or entity.yaml", Arity = ArgumentArity.OneOrMore };
        return new Command("lint", "Check files before they are emitted or committed") { files }.Run(host, (result, context, cancellationToken) =>
            RunAsync(result.GetRequiredValue(files), context, cancellationToken));
    }

    public static async Task<int> RunAsync(IReadOnlyList<string> files, CommandContext context, CancellationToken cancellationToken)
    {
        await using var store = context.HasLocation ? await context.OpenAsync(cancellationToken) : null;
        var linter = new ManifestLinter(store is null ? null : new RegistryReader(await store.SnapshotAsync(null, cancellationToken)));
        List<LintReport> reports = [];
        foreach (var file in files) reports.Add(await linter.LintAsync(file, await context.ReadFileAsync(file, cancellationToken), cancellationToken));
        var (problems, advice) = (reports.SelectMany(report => report.Problems).ToList(), reports.SelectMany(report => report.Advice).ToList());

        context.Output.Result(
            new JsonObject
            {
                ["ok"] = problems.Count == 0,
                ["problems"] = new JsonArray([.. problems.Select(problem => Place(problem.File, problem.Line, problem.Column, problem.Message, problem.Rule.Code))]),
                ["advice"] = new JsonArray([.. advice.Select(found => Place(found.File, found.Line, found.Column, found.Message))]),
            },
            Json.Of,
            text =>
            {
                foreach (var problem in problems) text.WriteLine(Printable.Line(problem.ToString()));
                foreach (var found in advice) text.WriteLine(Printable.Line(found.ToString()));
                foreach (var rule in problems.Select(problem => problem.Rule).Distinct()) text.WriteLine($"{rule.Code}: {rule.WayOut}");
                if (store is null) text.WriteLine("There is no registry here, so neither its properties nor its dependencies were looked up; name one with --registry.");
                text.WriteLine(problems.Count == 0 && advice.Count == 0 ? "nothing to say" : $"{Count(problems.Count, "problem")}, {Count(advice.Count, "warning")}");
            });
        return problems.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private static JsonObject Place(string? file, int line, int column, string message, string? code = null)
    {
        var json = new JsonObject();
        if (code is not null) json["code"] = code;
        json["file"] = file;
        json["line"] = line;
        json["column"] = column;
        json["message"] = message;
        return json;
    }
}
