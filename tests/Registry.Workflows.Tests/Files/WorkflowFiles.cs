using Registry.Testing;

namespace Registry.Workflows.Tests.Files;

/// <summary>Where the workflows of this repository and of its template are.</summary>
internal static class WorkflowFiles
{
    /// <summary>What a new registry gets.</summary>
    public static IReadOnlyList<string> OfTemplate { get; } = ["promote", "reconcile", "validate"];

    /// <summary>All workflows, by their paths from the root.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. new[] { ".github/workflows", "registry-template/.github/workflows" }
            .SelectMany(folder => Directory.EnumerateFiles(RepositoryFolder.PathOf(folder)).Order(StringComparer.Ordinal).Select(file => $"{folder}/{Path.GetFileName(file)}")),
    ];

    /// <summary>The text of a workflow that a new registry gets.</summary>
    public static string Text(string name) => File.ReadAllText(RepositoryFolder.PathOf("registry-template", ".github", "workflows", $"{name}.yml"));
}
