using System.CommandLine;
using Registry.Cli.Connections;
using Registry.Cli.Hosting;
using Registry.Cli.Output;
using Registry.Core.Entities;

namespace Registry.Cli.Commands;

/// <summary><c>registry entity</c>: creates, shows, changes and lists entities.</summary>
internal static class EntityCommand
{
    public static Command Create(CommandContext host) => new("entity", "Create, show, change and list entities")
    {
        CreateChanging(host, "create", "Create an entity", (registry, entity, change, cancellationToken) => registry.CreateEntityAsync(entity, change, cancellationToken)),
        CreateShow(host),
        CreateChanging(host, "set", "Change an entity's settings; an empty value removes one", (registry, entity, change, cancellationToken) => registry.SetEntityAsync(entity, change, cancellationToken)),
        ListCommand.Create(host),
    };

    private static async Task<int> RunAsync(CommandContext context, Func<IRegistryConnection, Task<EntityDocument>> ask)
    {
        using var registry = context.Connect();
        var document = await ask(registry);
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
            RunAsync(context, registry => registry.ShowEntityAsync(result.GetRequiredValue(entity), cancellationToken)));
    }

    private static Command CreateChanging(CommandContext host, string name, string help, Func<IRegistryConnection, EntityName, EntityChange, CancellationToken, Task<EntityDocument>> ask)
    {
        var entity = Arguments.Entity();
        var description = Arguments.Text("--description", "A description for people", "text");
        var owners = new Option<string[]>("--owner") { Description = "Who is responsible, such as @acme/billing; may be given several times", HelpName = "owner" };
        var visibility = Arguments.Choice("--visibility", "Who may see its files through the service", "private", "organization", "public");
        var repository = Arguments.Text("--repository", "Address of the source repository", "URL");
        var channel = Arguments.Text("--default-channel", "The channel that holds its active version", "name");
        return new Command(name, help) { entity, description, owners, visibility, repository, channel }.Run(host, (result, context, cancellationToken) =>
        {
            var change = new EntityChange(result.GetValue(description), result.GetValue(owners) ?? [], result.GetValue(visibility), result.GetValue(repository), result.GetValue(channel));
            return RunAsync(context, registry => ask(registry, result.GetRequiredValue(entity), change, cancellationToken));
        });
    }
}
