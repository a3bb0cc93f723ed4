using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Registry.Cli.Hosting;
using Registry.Cli.Output;
using Registry.Core.Entities;
using Registry.Core.Rules;

namespace Registry.Cli.Commands;

/// <summary><c>registry log</c>: who did what when, from git alone.</summary>
internal static partial class LogCommand
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
        using var registry = context.Connect();
        Write(await registry.LogAsync(options, cancellationToken), context.Output);
        return ExitCode.Done;
    }

    /// <summary>The number that GitHub writes into the subject of a merge, and behind that of a squashed one.</summary>
    public static int? PullRequestOf(string subject) =>
        Merged().Match(subject) is { Success: true } match && int.TryParse(match.Groups["number"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"^Merge pull request #(?<number>[0-9]{1,9}) from |\(#(?<number>[0-9]{1,9})\)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Merged();

    private static void Write(LogDocument document, IOutput output)
    {
        if (output.IsJson) output.Result(document, Json.Of, _ => { });
        else if (document.Items.Count > 0) WriteTable(document.Items, output);

        if (document.Pagination.Next is not null) output.Warn("there are more; ask for them with --limit");
    }

    private static void WriteTable(IReadOnlyList<LogItem> items, IOutput output)
    {
        // A registry that is not on GitHub has no pull requests.
        var hasPullRequests = items.Any(item => item.PullRequest is not null);
        string[] headings = ["TIME", "WHO", "WHAT", "VERSION", "WHY", .. hasPullRequests ? ["PULL REQUEST"] : Array.Empty<string>()];
        output.Table(headings, items.Select(item => (string[])
        [
            item.Time, NameOf(item.Author), item.Subject, item.Version ?? "-", item.Reason?.ReplaceLineEndings(" ") ?? "-",
            .. hasPullRequests ? [item.PullRequest is { } number ? $"#{number}" : "-"] : Array.Empty<string>(),
        ]));
    }

    /// <summary>People know each other by name; the address is in the JSON.</summary>
    private static string NameOf(string author) => author.IndexOf(" <", StringComparison.Ordinal) is var at and > 0 ? author[..at] : author;
}
