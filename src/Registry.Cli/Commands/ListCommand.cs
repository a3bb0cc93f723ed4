using System.CommandLine;
using Registry.Cli.Hosting;
using Registry.Cli.Output;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Rules;

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
        await using var store = await context.OpenAsync(cancellationToken);
        var registry = new RegistryReader(await store.SnapshotAsync(null, cancellationToken));
        await registry.SettingsAsync(cancellationToken);
        List<EntityItem> items = [];
        List<Problem> problems = [];
        string? next = null;
        await foreach (var entity in registry.EntitiesAsync(options.Namespace, cancellationToken))
        {
            if (options.After is { } after && entity.CompareTo(after) <= 0) continue;
            if (items.Count == options.Limit)
            {
                next = items[^1].Entity;
                break;
            }

            items.Add(await ItemAsync(registry, entity, problems, cancellationToken));
        }

        var document = new ListDocument(items, new PaginationDocument(options.Limit, next), problems.Count == 0 ? null : [.. problems.Select(ProblemDocument.Of)]);
        if (context.Output.IsJson) context.Output.Result(document, Json.Of, _ => { });
        else if (items.Count > 0) context.Output.Table(["ENTITY", "ACTIVE", "NEWEST"], items.Select(item => new[] { item.Entity, item.Active ?? "-", item.Newest ?? "-" }));
        foreach (var problem in problems) context.Output.Warn(problem.ToString());
        if (next is not null) context.Output.Warn($"there are more; go on with --after {next}");
        return problems.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<EntityItem> ItemAsync(RegistryReader registry, EntityName entity, List<Problem> problems, CancellationToken cancellationToken)
    {
        var newest = await registry.NewestAsync(entity, cancellationToken);
        return new EntityItem(entity.ToString(), await ActiveAsync(registry, entity, problems, cancellationToken), newest?.ToString());
    }

    /// <summary>The active version; a broken file of one entity does not keep the others from the list.</summary>
    private static async Task<string?> ActiveAsync(RegistryReader registry, EntityName entity, List<Problem> problems, CancellationToken cancellationToken)
    {
        try
        {
            return (await registry.ChannelAsync(entity, await registry.DefaultChannelAsync(entity, cancellationToken), cancellationToken))?.Version.ToString();
        }
        catch (RegistryException broken)
        {
            problems.AddRange(broken.Problems);
            return null;
        }
    }
}
