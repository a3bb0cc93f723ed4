namespace Registry.Workflows.Tests.Files;

/// <summary>Where the workflows of this repository and of its template are.</summary>
internal static class WorkflowFiles
{
    /// <summary>What a new registry gets.</summary>
    public static IReadOnlyList<string> OfTemplate { get; } = ["promote", "reconcile", "validate"];

    /// <summary>The root of the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>All workflows, by their paths from the root.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. new[] { ".github/workflows", "registry-template/.github/workflows" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder)).Order(StringComparer.Ordinal).Select(file => $"{folder}/{Path.GetFileName(file)}")),
    ];

    /// <summary>The text of a workflow that a new registry gets.</summary>
    public static string Text(string name) => File.ReadAllText(Path.Combine(Root, "registry-template", ".github", "workflows", $"{name}.yml"));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Registry.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside of the repository.");
    }
}
