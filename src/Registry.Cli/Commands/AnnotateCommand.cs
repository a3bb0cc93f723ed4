using System.CommandLine;
using Registry.Cli.Hosting;
using Registry.Core.Operations;
using Registry.Core.Versions;

namespace Registry.Cli.Commands;

/// <summary><c>registry annotate</c>: changes alias, comment and status.</summary>
internal static class AnnotateCommand
{
    internal sealed record Options(VersionReference Reference, Annotation Annotation);

    public static Command Create(CommandContext host)
    {
        var reference = Arguments.Reference();
        var alias = Arguments.Text("--alias", "Another name for the version; empty removes it", "alias");
        var comment = Arguments.Text("--comment", "A remark; empty removes it", "text");
        var status = Arguments.Choice("--status", "Whether the version is offered; 'listed' makes a draft final", "listed", "unlisted");
        var command = new Command("annotate", "Change a version's alias, comment and status") { reference, alias, comment, status };
        command.Validators.Add(result =>
        {
            if (result.GetResult(alias) is null && result.GetResult(comment) is null && result.GetResult(status) is null)
                result.AddError("Give --alias, --comment or --status.");
        });
        return command.Run(host, (result, context, cancellationToken) =>
        {
            var annotation = new Annotation
            {
                Alias = result.GetValue(alias),
                Comment = result.GetValue(comment),
                Status = result.GetValue(status) switch
                {
                    "listed" => VersionState.Listed,
                    "unlisted" => VersionState.Unlisted,
                    _ => null,
                },
            };
            return RunAsync(new Options(result.GetRequiredValue(reference), annotation), context, cancellationToken);
        });
    }

    public static async Task<int> RunAsync(Options options, CommandContext context, CancellationToken cancellationToken)
    {
        using var registry = context.Connect();
        return VersionResult.Write(context.Output, await registry.AnnotateAsync(options.Reference, options.Annotation, cancellationToken), "annotated");
    }
}
