using System.CommandLine;
using Registry.Cli.Hosting;
using Registry.Cli.Output;
using Registry.Core.Entities;

namespace Registry.Cli.Commands;

/// <summary><c>registry list</c>: the entities.</summary>
internal static class ListCommand
{
    private const int DefaultLimit = 1000;

    internal sealed record Options(string? Namespace, int Limit, EntityName? After);

    public static Command Create(CommandContext host)
    {
        var space = new Argument<string?>("namespace") { Description = "Only entities of this namespace", Arity = ArgumentArity.ZeroOrOne };
        var limit = Arguments.Limit(DefaultLimit);
        var after = new Option<EntityName?>("--after") { Description = "Only entities behind this one", HelpName = "entity", CustomParser = Arguments.Parser(EntityName.Parse) };
        return new Command("list", "List entities with their active and newest versions") { space, limit, after }.Run(host, (result, context, cancellationToken) =>
            RunAsync(new Options(result.GetValue(space), result.GetValue(limit), result.GetValue(after)), context, cancellationToken));
    }

    public static async Task<int> RunAsync(Options options, CommandContext context, CancellationToken cancellationToken)
    {
        using var registry = context.Connect();
        var document = await registry.ListAsync(options, cancellationToken);
        if (context.Output.IsJson) context.Output.Result(document, Json.Of, _ => { });
        else if (document.Items.Count > 0) context.Output.Table(["ENTITY", "ACTIVE", "NEWEST"], document.Items.Select(item => new[] { item.Entity, item.Active ?? "-", item.Newest ?? "-" }));
        foreach (var problem in document.Problems ?? []) context.Output.Warn(problem.ToString());
        if (document.Pagination.Next is { } next) context.Output.Warn($"there are more; go on with --after {next}");
        return document.Problems is null ? ExitCode.Done : ExitCode.Failed;
    }
}
