namespace Registry.Testing;

/// <summary>The repository that the tests are of.</summary>
public static class RepositoryFolder
{
    /// <summary>Its root.</summary>
    public static string Root { get; } = Find();

    /// <summary>A file or folder in it.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Registry.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The tests run inside the repository, whose root has Registry.sln.");
    }
}
