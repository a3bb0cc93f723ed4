using System.CommandLine;
using Registry.Cli.Hosting;
using Registry.Cli.Output;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Git;

namespace Registry.Cli.Commands;

/// <summary><c>registry entity</c>: creates, shows, changes and lists entities.</summary>
internal static class EntityCommand
{
    /// <summary>What of an entity's settings is to change; <see langword="null"/> leaves as it is, an empty text removes.</summary>
    internal sealed record Change(string? Description, IReadOnlyList<string> Owners, string? Visibility, string? Repository, string? DefaultChannel)
    {
        public EntitySettings Apply(EntitySettings settings) => settings with
        {
            Description = Merge(Description, settings.Description),
            Owners = Owners.Count == 0 ? settings.Owners : [.. Owners.Where(owner => owner.Length > 0)],
            Visibility = Merge(Visibility, settings.Visibility),
            Repository = Merge(Repository, settings.Repository),
            DefaultChannel = Merge(DefaultChannel, settings.DefaultChannel),
        };

        private static string? Merge(string? change, string? current) => change switch
        {
            null => current,
            "" => null,
            _ => change,
        };
    }

    public static Command Create(CommandContext host) => new("entity", "Create, show, change and list entities")
    {
        CreateChanging(host, "create", "Create an entity", (entity, change) => new CreateEntityOperation(entity, change.Apply(new EntitySettings()))),
        CreateShow(host),
        CreateChanging(host, "set", "Change an entity's settings; an empty value removes one", (entity, change) => new SetEntityOperation(entity, change.Apply)),
        ListCommand.Create(host),
    };

    public static async Task<int> RunAsync(EntityName entity, IOperation<EntityOutcome> operation, CommandContext context, CancellationToken cancellationToken)
    {
        await using var store = await context.OpenAsync(cancellationToken);
        await store.OperateAsync(operation, cancellationToken);
        return await ShowAsync(entity, store, context, cancellationToken);
    }

    public static async Task<int> ShowAsync(EntityName entity, CommandContext context, CancellationToken cancellationToken)
    {
        await using var store = await context.OpenAsync(cancellationToken);
        return await ShowAsync(entity, store, context, cancellationToken);
    }

    private static async Task<int> ShowAsync(EntityName entity, GitRegistryStore store, CommandContext context, CancellationToken cancellationToken)
    {
        var registry = new RegistryReader(await store.SnapshotAsync(null, cancellationToken));
        var settings = await registry.EntityAsync(entity, cancellationToken)
            ?? throw new RegistryException(RegistryRules.EntityNotFound, $"there is no entity {entity}");
        var channels = (await registry.ChannelsAsync(entity, cancellationToken)).ToDictionary(channel => channel.Key, channel => channel.Value.Version.ToString(), StringComparer.Ordinal);
        var newest = await registry.NewestAsync(entity, cancellationToken);
        var document = new EntityDocument(
            entity.ToString(), settings.Description, settings.Owners, settings.Visibility, settings.Repository, settings.DefaultChannel, channels,
            newest?.ToString(), registry.Snapshot.Revision);
        context.Output.Result(document, Json.Of, text => Write(text, document));
        return ExitCode.Done;
    }

    private static void Write(TextWriter text, EntityDocument entity)
    {
        text.WriteLine(entity.Entity);
        Line("description", entity.Description);
        Line("owners", entity.Owners.Count == 0 ? null : string.Join(", ", entity.Owners));
        Line("visibility", entity.Visibility);
        Line("repository", entity.Repository);
        Line("default channel", entity.DefaultChannel);
        Line("newest", entity.Newest ?? "none");
        foreach (var (channel, version) in entity.Channels) Line(channel, version);

        void Line(string name, string? value)
        {
            if (value is not null) text.WriteLine($"  {name,-16}{value}");
        }
    }

    private static Command CreateShow(CommandContext host)
    {
        var entity = Arguments.Entity();
        return new Command("show", "Show an entity's settings and channels") { entity }.Run(host, (result, context, cancellationToken) =>
            ShowAsync(result.GetRequiredValue(entity), context, cancellationToken));
    }

    private static Command CreateChanging(CommandContext host, string name, string help, Func<EntityName, Change, IOperation<EntityOutcome>> operation)
    {
        var entity = Arguments.Entity();
        var description = Arguments.Text("--description", "A description for people", "text");
        var owners = new Option<string[]>("--owner") { Description = "Who is responsible, such as @acme/billing; may be given several times", HelpName = "owner" };
        var visibility = Arguments.Choice("--visibility", "Who may see its files through the service", "private", "organization", "public");
        var repository = Arguments.Text("--repository", "Address of the source repository", "URL");
        var channel = Arguments.Text("--default-channel", "The channel that holds its active version", "name");
        return new Command(name, help) { entity, description, owners, visibility, repository, channel }.Run(host, (result, context, cancellationToken) =>
        {
            var change = new Change(result.GetValue(description), result.GetValue(owners) ?? [], result.GetValue(visibility), result.GetValue(repository), result.GetValue(channel));
            return RunAsync(result.GetRequiredValue(entity), operation(result.GetRequiredValue(entity), change), context, cancellationToken);
        });
    }
}
