using System.Reflection;
using Microsoft.Build.Evaluation;
using Microsoft.Build.Framework;

namespace Registry.MSBuild.Inputs;

/// <summary>The files that a project imports, directly or not. MSBuild tells tasks of no list.</summary>
internal static class ImportedFiles
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>
    /// The imports that the engine knows, which has evaluated the project and has no public way to say so; <see langword="null"/>
    /// when it is another one, or the task runs in another process.
    /// </summary>
    public static IReadOnlyList<string>? FromEngine(IBuildEngine engine)
    {
        var entry = engine.GetType().GetField("_requestEntry", Any)?.GetValue(engine);
        var configuration = entry?.GetType().GetProperty("RequestConfiguration", Any)?.GetValue(entry);
        var project = configuration?.GetType().GetProperty("Project", Any)?.GetValue(configuration);
        return project?.GetType().GetProperty("ImportPaths", Any)?.GetValue(project) is IReadOnlyList<string> { Count: > 0 } paths ? paths : null;
    }

    /// <summary>The same by the public way, which evaluates the project once more.</summary>
    public static IReadOnlyList<string> Evaluate(IBuildEngine engine, string projectFile)
    {
        var properties = engine is IBuildEngine6 known ? known.GetGlobalProperties() : new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        using var collection = new ProjectCollection();
        var project = new Project(projectFile, properties.ToDictionary(StringComparer.OrdinalIgnoreCase), null, collection, ProjectLoadSettings.IgnoreMissingImports);
        return [.. project.Imports.Select(import => import.ImportedProject.FullPath).Distinct(StringComparer.Ordinal)];
    }
}
