namespace Registry.Core.Tests.Yaml;

/// <summary>Files of this repository that tests read where they stand.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string Template => Path.Combine(Root, "registry-template");

    public static string Corpus => Path.Combine(Root, "tests", "Registry.Core.Tests", "Corpus");

    private static string FindRoot(string? directory)
    {
        while (directory is not null && !File.Exists(Path.Combine(directory, "Registry.sln"))) directory = Path.GetDirectoryName(directory);
        return directory ?? throw new InvalidOperationException("The tests run inside the repository, whose root has Registry.sln.");
    }
}
