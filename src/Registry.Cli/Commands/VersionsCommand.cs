using System.CommandLine;
using Registry.Cli.Hosting;
using Registry.Cli.Output;
using Registry.Core.Entities;
using Registry.Core.Versions;

namespace Registry.Cli.Commands;

/// <summary><c>registry versions</c>: an entity's versions, newest first.</summary>
internal static class VersionsCommand
{
    private const int DefaultLimit = 20;

    internal sealed record Options(EntityName Entity, int Limit, VersionId? After, VersionState? Status, bool Archived);

    public static Command Create(CommandContext host)
    {
        var entity = Arguments.Entity();
        var limit = Arguments.Limit(DefaultLimit);
        var after = Arguments.Id("--after", "Only versions older than this one");
        var status = Arguments.Choice("--status", "Only versions in this state", "draft", "listed", "unlisted", "archived");
        var archived = new Option<bool>("--archived") { Description = "Archived versions too" };
        return new Command("versions", "List an entity's versions, newest first") { entity, limit, after, status, archived }.Run(host, (result, context, cancellationToken) =>
        {
            VersionState? state = result.GetValue(status) is { } text ? Enum.Parse<VersionState>(text, ignoreCase: true) : null;
            var options = new Options(result.GetRequiredValue(entity), result.GetValue(limit), result.GetValue(after), state, result.GetValue(archived));
            return RunAsync(options, context, cancellationToken);
        });
    }

    public static async Task<int> RunAsync(Options options, CommandContext context, CancellationToken cancellationToken)
    {
        using var registry = context.Connect();
        Write(await registry.VersionsAsync(options, cancellationToken), context.Output);
        return ExitCode.Done;
    }

    private static void Write(VersionsDocument document, IOutput output)
    {
        if (output.IsJson) output.Result(document, Json.Of, _ => { });
        else if (document.Items.Count > 0)
        {
            output.Table(
                ["VERSION", "NO", "SEMVER", "STATE", "CHANNELS", "ALIAS", "CREATED BY"],
                document.Items.Select(item => new[]
                {
                    item.Version, $"{item.Ordinal}", item.SemVer ?? "-", item.State, item.Channels.Count == 0 ? "-" : string.Join(' ', item.Channels), item.Alias ?? "-", item.CreatedBy,
                }));
        }

        if (document.Pagination.Next is { } next) output.Warn($"there are more; go on with --after {next}");
    }
}
