using System.Runtime.CompilerServices;
using Microsoft.Build.Evaluation;
using Microsoft.Build.Execution;
using Microsoft.Build.Framework;
using Microsoft.Build.Graph;
using Registry.Core.Rules;
using Registry.Core.Sources;
using CircularDependencyException = Microsoft.Build.Exceptions.CircularDependencyException;
using InvalidProjectFileException = Microsoft.Build.Exceptions.InvalidProjectFileException;

namespace Registry.Cli.Projects;

/// <summary>
/// Asks the build integration of projects for their source hashes, with the very target that a build asks, and without building:
/// the project graph is evaluated, and the target looks at files alone.
/// </summary>
internal static class ProjectEvaluator
{
    private const string Target = "RegistryGetSourceHash";

    /// <summary>The hashes of a project or of all projects of a solution.</summary>
    /// <param name="path">The project or solution, absolute.</param>
    /// <param name="properties">Global properties, as <c>-p:</c> gives them to a build.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RegistryException">The projects cannot be evaluated.</exception>
    public static ProjectHashes Evaluate(string path, IReadOnlyDictionary<string, string> properties, CancellationToken cancellationToken)
    {
        DotNetSdk.Use(Path.GetDirectoryName(path)!);
        return EvaluateWithSdk(path, properties, cancellationToken);
    }

    // Not inlined: its types exist only once the SDK is chosen.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ProjectHashes EvaluateWithSdk(string path, IReadOnlyDictionary<string, string> properties, CancellationToken cancellationToken)
    {
        using var projects = new ProjectCollection();
        var graph = Load(path, properties, projects, cancellationToken);
        var log = new ProblemLog();
        var parameters = new BuildParameters(projects) { Loggers = [log], EnableNodeReuse = false, MaxNodeCount = 1, DisableInProcNode = false };
        var results = Run(graph, parameters, cancellationToken);
        if (log.Problems.Count == 0 && results.Exception is { } error) throw new RegistryException(RegistryRules.BuildInputs, error.Message, error);
        return Read(graph, results, log.Problems);
    }

    private static ProjectGraph Load(string path, IReadOnlyDictionary<string, string> properties, ProjectCollection projects, CancellationToken cancellationToken)
    {
        try
        {
            var entry = new ProjectGraphEntryPoint(path, properties.ToDictionary(StringComparer.OrdinalIgnoreCase));
            return new ProjectGraph([entry], projects, null, Environment.ProcessorCount, cancellationToken);
        }
        catch (Exception error) when (error is InvalidProjectFileException or AggregateException or CircularDependencyException)
        {
            var first = error is AggregateException { InnerExceptions: [var inner, ..] } ? inner : error;
            throw new RegistryException(RegistryRules.BuildInputs, $"{path} cannot be evaluated: {first.Message}", error);
        }
    }

    private static GraphBuildResult Run(ProjectGraph graph, BuildParameters parameters, CancellationToken cancellationToken)
    {
        using var manager = new BuildManager("registry status");
        manager.BeginBuild(parameters);
        try
        {
            using var cancelled = cancellationToken.Register(manager.CancelAllSubmissions);
            return manager.BuildRequest(new GraphBuildRequestData(graph, [Target], null, BuildRequestDataFlags.SkipNonexistentTargets));
        }
        finally
        {
            manager.EndBuild();
        }
    }

    private static ProjectHashes Read(ProjectGraph graph, GraphBuildResult results, IReadOnlyList<Problem> problems)
    {
        SortedDictionary<string, ProjectHash> hashes = new(StringComparer.Ordinal);
        foreach (var item in results.ResultsByNode.Values.SelectMany(result => result.ResultsByTarget).Where(target => target.Key == Target).SelectMany(target => target.Value.Items))
            if (Digest.TryParse(item.GetMetadata("SourceHash"), out var hash))
                hashes[item.ItemSpec] = new ProjectHash(item.ItemSpec, item.GetMetadata("Entity"), item.GetMetadata("Emits") == "true", item.GetMetadata("Registry"), hash);
        var all = graph.ProjectNodes.Select(node => node.ProjectInstance.FullPath).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new ProjectHashes([.. hashes.Values], [.. all.Where(project => !hashes.ContainsKey(project))], problems);
    }

    /// <summary>Keeps what went wrong: errors, and the warnings of the integration.</summary>
    private sealed class ProblemLog : ILogger
    {
        public List<Problem> Problems { get; } = [];

        public LoggerVerbosity Verbosity { get; set; }

        public string? Parameters { get; set; }

        public void Initialize(IEventSource eventSource)
        {
            eventSource.ErrorRaised += (_, e) => Add(e.ProjectFile ?? e.File, e.Message);
            eventSource.WarningRaised += (_, e) =>
            {
                if (e.Code?.StartsWith("REG", StringComparison.Ordinal) == true) Add(e.ProjectFile ?? e.File, e.Message);
            };
        }

        public void Shutdown()
        {
        }

        private void Add(string? project, string? message)
        {
            lock (Problems) Problems.Add(new Problem(RegistryRules.BuildInputs, project, message ?? "unknown"));
        }
    }
}
