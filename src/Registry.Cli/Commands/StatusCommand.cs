using System.CommandLine;
using Registry.Cli.Hosting;
using Registry.Cli.Output;
using Registry.Cli.Projects;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Sources;
using Registry.Git;

namespace Registry.Cli.Commands;

/// <summary><c>registry status</c>: which projects have a version of their present sources, without building them.</summary>
internal static class StatusCommand
{
    private const string Excluded = "excluded";
    private const string Emitted = "emitted";
    private const string WouldEmit = "wouldEmit";

    internal sealed record Options(string? Path, IReadOnlyList<string> Properties, bool Affected);

    public static Command Create(CommandContext host)
    {
        var path = new Argument<string?>("path") { Description = "A project or a solution (default: the one in this folder); with --channels an entity (default: all)", Arity = ArgumentArity.ZeroOrOne };
        var properties = new Option<string[]>("--property", "-p") { Description = "A property of the build, such as Configuration=Release; may be given several times", HelpName = "Name=value" };
        var affected = new Option<bool>("--affected") { Description = "Print just the projects that a build would emit, one a line" };
        var channels = new Option<bool>("--channels") { Description = "Tell of the registry's channels instead: where each points, what it waits for, and what could not be published" };
        return new Command("status", "Which projects have a version of their present sources, without building; or where the channels stand") { path, properties, affected, channels }.Run(host, (result, context, cancellationToken) => result.GetValue(channels)
            ? ChannelsStatus.RunAsync(result.GetValue(path), context, cancellationToken)
            : RunAsync(new Options(result.GetValue(path), result.GetValue(properties) ?? [], result.GetValue(affected)), context, cancellationToken));
    }

    public static async Task<int> RunAsync(Options options, CommandContext context, CancellationToken cancellationToken)
    {
        var hashes = ProjectEvaluator.Evaluate(ProjectFile.Find(options.Path, context.WorkingDirectory), Properties(options, context), cancellationToken);
        List<StatusItem> items = [];
        await foreach (var item in ItemsAsync(hashes, context, cancellationToken)) items.Add(item);

        var document = new StatusDocument(items, hashes.Problems.Count == 0 ? null : [.. hashes.Problems.Select(ProblemDocument.Of)]);
        context.Output.Result(document, Json.Of, output => Print(items, options.Affected, context.Output));
        if (hashes.Problems.Count == 0) return ExitCode.Done;
        if (!context.Output.IsJson) context.Output.Problems(hashes.Problems);
        return ExitCode.Failed;
    }

    private static void Print(List<StatusItem> items, bool affected, IOutput output)
    {
        if (affected)
        {
            foreach (var item in items.Where(item => item.State == WouldEmit)) output.Text.WriteLine(item.Project);
        }
        else if (items.Count > 0)
        {
            output.Table(["PROJECT", "ENTITY", "SOURCE", "VERSION"], items.Select(item => new[] { item.Project, item.Entity ?? "-", item.SourceHash?[Digest.Prefix.Length..][..12] ?? "-", Tell(item) }));
        }
    }

    private static string Tell(StatusItem item) => item.State switch
    {
        Emitted => $"{item.Version} ({item.Output})",
        WouldEmit => "would emit",
        _ => "does not emit",
    };

    private static async IAsyncEnumerable<StatusItem> ItemsAsync(
        ProjectHashes hashes, CommandContext context, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var registry in hashes.Projects.GroupBy(project => project.Registry, StringComparer.Ordinal))
        {
            await using var store = await GitRegistryStore.OpenAsync(registry.Key, context.StoreOptions, cancellationToken);
            var reader = new RegistryReader(await store.SnapshotAsync(null, cancellationToken));
            foreach (var project in registry) yield return await ItemAsync(project, reader, context.WorkingDirectory, cancellationToken);
        }

        foreach (var project in hashes.Skipped) yield return new StatusItem(Relative(project, context.WorkingDirectory), null, null, null, null, Excluded);
    }

    private static async Task<StatusItem> ItemAsync(ProjectHash project, RegistryReader registry, string directory, CancellationToken cancellationToken)
    {
        var path = Relative(project.Project, directory);
        var hash = project.SourceHash.ToString();
        if (!project.Emits || !EntityName.TryParse(project.Entity, out var entity)) return new StatusItem(path, null, hash, null, null, Excluded);
        foreach (var output in BuildOutput.Kinds)
            if (await registry.SourceAsync(entity, BuildOutput.HashFor(output, project.SourceHash), cancellationToken) is { } version)
                return new StatusItem(path, project.Entity, hash, version.ToString(), output, Emitted);
        return new StatusItem(path, project.Entity, hash, null, null, WouldEmit);
    }

    private static string Relative(string project, string directory) => Path.GetRelativePath(directory, project).Replace('\\', '/');

    /// <summary>The properties that a build would be given. A registry that the command line names counts like one that a build is given.</summary>
    private static Dictionary<string, string> Properties(Options options, CommandContext context)
    {
        Dictionary<string, string> properties = new(StringComparer.OrdinalIgnoreCase);
        if (context.NamedLocation() is { } registry) properties["RegistryUrl"] = registry;
        foreach (var property in options.Properties)
        {
            if (property.Split('=', 2) is not [{ Length: > 0 } name, var value]) throw new RegistryException(RegistryRules.BadRequest, $"'{property}' is no property; expected Name=value");
            properties[name] = value;
        }

        return properties;
    }
}
