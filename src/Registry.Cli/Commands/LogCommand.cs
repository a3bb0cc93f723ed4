using System.CommandLine;
using System.Globalization;
using Registry.Cli.Hosting;
using Registry.Cli.Output;
using Registry.Core.Entities;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Git;

namespace Registry.Cli.Commands;

/// <summary><c>registry log</c>: who did what when, from git alone.</summary>
internal static class LogCommand
{
    private const int DefaultLimit = 50;

    internal sealed record Options(EntityName? Entity, string? Channel, int Limit);

    public static Command Create(CommandContext host)
    {
        var entity = new Argument<EntityName?>("entity") { Description = "Only this entity", Arity = ArgumentArity.ZeroOrOne, CustomParser = Arguments.Parser(EntityName.Parse) };
        var channel = Arguments.Text("--channel", "Only moves of this channel of the entity", "name");
        var limit = Arguments.Limit(DefaultLimit);
        return new Command("log", "Show who did what when, newest first") { entity, channel, limit }.Run(host, (result, context, cancellationToken) =>
            RunAsync(new Options(result.GetValue(entity), result.GetValue(channel), result.GetValue(limit)), context, cancellationToken));
    }

    public static async Task<int> RunAsync(Options options, CommandContext context, CancellationToken cancellationToken)
    {
        if (options is { Entity: null, Channel: not null }) throw new RegistryException(RegistryRules.BadRequest, "--channel needs an entity");
        await using var store = await context.OpenAsync(cancellationToken);
        var path = options switch
        {
            { Entity: { } entity, Channel: { } channel } => RegistryPaths.Channel(entity, channel),
            { Entity: { } entity } => RegistryPaths.Entity(entity),
            _ => "",
        };
        var versions = await VersionsAsync(store, options, cancellationToken);
        List<LogItem> items = [];
        string? next = null;
        await foreach (var entry in store.LogAsync(path, cancellationToken))
        {
            if (items.Count == options.Limit)
            {
                next = items[^1].Commit;
                break;
            }

            items.Add(ItemOf(entry, options, versions.GetValueOrDefault(entry.Revision)));
        }

        Write(new LogDocument(items, new PaginationDocument(options.Limit, next)), context.Output);
        return ExitCode.Done;
    }

    /// <summary>Where a channel pointed after each commit: an edit by hand says nothing in its message.</summary>
    private static async Task<Dictionary<string, string>> VersionsAsync(GitRegistryStore store, Options options, CancellationToken cancellationToken)
    {
        Dictionary<string, string> versions = new(StringComparer.Ordinal);
        if (options is not { Entity: { } entity, Channel: { } channel }) return versions;
        var history = store.HistoryOf(await store.SnapshotAsync(null, cancellationToken));
        await foreach (var move in history.MovesAsync(entity, channel, cancellationToken))
        {
            versions[move.Revision] = move.Version?.ToString() ?? "nothing";
            if (versions.Count > options.Limit) break;
        }

        return versions;
    }

    private static LogItem ItemOf(HistoryEntry entry, Options options, string? version) => new(
        entry.Revision,
        entry.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        entry.Author,
        entry.Trailer(CommitMessage.Action),
        options.Entity?.ToString() ?? entry.Trailer(CommitMessage.Entity),
        version ?? entry.Trailer(CommitMessage.Version),
        options.Channel ?? entry.Trailer(CommitMessage.Channel),
        entry.Subject,
        entry.Body.Length == 0 ? null : entry.Body);

    private static void Write(LogDocument document, IOutput output)
    {
        if (output.IsJson) output.Result(document, Json.Of, _ => { });
        else if (document.Items.Count > 0)
        {
            output.Table(["TIME", "WHO", "WHAT", "VERSION", "WHY"], document.Items.Select(item => new[]
            {
                item.Time, NameOf(item.Author), item.Subject, item.Version ?? "-", item.Reason?.ReplaceLineEndings(" ") ?? "-",
            }));
        }

        if (document.Pagination.Next is not null) output.Warn("there are more; ask for them with --limit");
    }

    /// <summary>People know each other by name; the address is in the JSON.</summary>
    private static string NameOf(string author) => author.IndexOf(" <", StringComparison.Ordinal) is var at and > 0 ? author[..at] : author;
}
