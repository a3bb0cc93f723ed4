using System.CommandLine;
using System.Globalization;
using Registry.Cli.Hosting;
using Registry.Cli.Output;
using Registry.Core.Entities;

namespace Registry.Cli.Commands;

/// <summary><c>registry active</c>: what a channel points at, now or at a time.</summary>
internal static class ActiveCommand
{
    internal sealed record Options(EntityName Entity, string? Channel, DateTimeOffset? AsOf);

    public static Command Create(CommandContext host)
    {
        var entity = Arguments.Entity();
        var channel = Arguments.Text("--channel", "The channel (default: the entity's default channel)", "name");
        var asOf = Arguments.Text("--as-of", "As it was at this time, such as 2026-11-21T10:43:01Z or 2026-11-21 (UTC unless it says otherwise)", "time");
        asOf.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && ParseTime(token.Value) is null) result.AddError($"'{token.Value}' is no time; expected one such as 2026-11-21T10:43:01Z.");
        });
        return new Command("active", "What is active: the version that a channel points at") { entity, channel, asOf }.Run(host, (result, context, cancellationToken) =>
            RunAsync(new Options(result.GetRequiredValue(entity), result.GetValue(channel), ParseTime(result.GetValue(asOf))), context, cancellationToken));
    }

    public static async Task<int> RunAsync(Options options, CommandContext context, CancellationToken cancellationToken)
    {
        using var registry = context.Connect();
        var document = await registry.ActiveAsync(options, cancellationToken);
        context.Output.Result(document, Json.Of, output => output.WriteLine(document.Version));
        return ExitCode.Done;
    }

    private static DateTimeOffset? ParseTime(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
