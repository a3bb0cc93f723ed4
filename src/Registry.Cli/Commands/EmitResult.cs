using Registry.Cli.Hosting;
using Registry.Cli.Output;

namespace Registry.Cli.Commands;

/// <summary>How commands that add a version say what they did.</summary>
internal static class EmitResult
{
    private const int ShownDigits = 12;

    public static int Write(IOutput output, EmitDocument document)
    {
        output.Result(document, Json.Of, text =>
        {
            var source = $"source {document.SourceHash.Split(':')[1][..ShownDigits]}";
            text.WriteLine(document switch
            {
                { Version: not null } => $"{document.Outcome} {document.Entity} {document.Version} (no. {document.Ordinal}, {source})",
                { Branch: { } branch } => $"{document.Outcome} {document.Entity} ({source}) in {branch}",
                _ => $"{document.Outcome} {document.Entity} ({source})",
            });
        });
        return ExitCode.Done;
    }
}
