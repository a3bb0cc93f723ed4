using Registry.Core.Rules;

namespace Registry.Cli.Projects;

/// <summary>Finds the project or solution that a command is about, as <c>dotnet build</c> does.</summary>
internal static class ProjectFile
{
    /// <summary>The file that is named, or the only solution or else the only project of a folder.</summary>
    /// <exception cref="RegistryException">There is none, or there are several.</exception>
    public static string Find(string? path, string workingDirectory)
    {
        var full = Path.GetFullPath(path ?? ".", workingDirectory);
        if (File.Exists(full)) return full;
        if (!Directory.Exists(full)) throw new RegistryException(RegistryRules.BadRequest, $"there is no project or solution {full}");
        return Only(full, ".sln", ".slnx") ?? Only(full, "proj") ?? throw new RegistryException(RegistryRules.BadRequest, $"{full} has no project and no solution; name one");
    }

    private static string? Only(string folder, params string[] endings)
    {
        var files = Directory.EnumerateFiles(folder).Where(file => Array.Exists(endings, ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase))).ToList();
        return files.Count <= 1
            ? files.FirstOrDefault()
            : throw new RegistryException(RegistryRules.BadRequest, $"{folder} has {string.Join(", ", files.Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal))}; name one");
    }
}
