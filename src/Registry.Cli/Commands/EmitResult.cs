using Registry.Cli.Hosting;
using Registry.Cli.Output;
using Registry.Core.Operations;
using Registry.Git.Emits;

namespace Registry.Cli.Commands;

/// <summary>How commands that add a version say what they did.</summary>
internal static class EmitResult
{
    public static int Write(IOutput output, EmitOutcome outcome, string revision)
    {
        var document = new EmitDocument(
            outcome.Created ? "created" : "unchanged", outcome.Entity.ToString(), outcome.Version.ToString(), outcome.Ordinal,
            outcome.SourceHash.ToString(), outcome.ManifestSha.ToString(), revision);
        output.Result(document, Json.Of, text =>
            text.WriteLine($"{document.Outcome} {document.Entity} {document.Version} (no. {document.Ordinal}, source {outcome.SourceHash.Hex[..12]})"));
        return ExitCode.Done;
    }

    /// <summary>Says by which branch an emit waits in the registry's inbox.</summary>
    public static int WriteSubmitted(IOutput output, Submitted submitted)
    {
        var (entity, hash) = (submitted.Request.Entity.ToString(), submitted.Request.SourceHash);
        var document = new EmitDocument("queued", entity, null, null, hash.ToString(), null, submitted.Commit, submitted.Branch);
        output.Result(document, Json.Of, text => text.WriteLine($"queued {entity} (source {hash.Hex[..12]}) in {submitted.Branch}"));
        return ExitCode.Done;
    }

    public static int WriteQueued(IOutput output, EmitRequest request, string why)
    {
        var document = new EmitDocument("queued", request.Entity.ToString(), null, null, request.SourceHash.ToString(), null, null);
        output.Warn($"{why} The emit waits in the outbox and goes out with the next one, or with: registry flush");
        output.Result(document, Json.Of, text => text.WriteLine($"queued {document.Entity} (source {request.SourceHash.Hex[..12]})"));
        return ExitCode.Done;
    }
}
