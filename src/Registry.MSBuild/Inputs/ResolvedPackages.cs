using System.Text.Json;
using Registry.Core.Rules;

namespace Registry.MSBuild.Inputs;

/// <summary>The packages that NuGet resolved for a target framework, from <c>project.assets.json</c>.</summary>
internal static class ResolvedPackages
{
    // This very package decides nothing of what it watches, and its update would give every project a new version.
    private const string OwnPackage = "Registry.MSBuild";

    /// <summary>Name, and version with the digest of its content.</summary>
    /// <param name="assetsFile">The file; a project that knows no packages has none.</param>
    /// <param name="framework">The target framework, as the project writes it.</param>
    /// <param name="runtimeIdentifier">The runtime identifier; empty for none.</param>
    /// <exception cref="RegistryException">The file is broken, or knows nothing of the framework.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(string assetsFile, string framework, string runtimeIdentifier)
    {
        if (assetsFile.Length == 0) return [];
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(assetsFile));
            var targets = document.RootElement.GetProperty("targets");
            var libraries = document.RootElement.GetProperty("libraries");
            if (FindTarget(targets, framework, runtimeIdentifier) is not { } target)
                throw new RegistryException(RegistryRules.BuildInputs, $"{assetsFile} says nothing of {framework} {runtimeIdentifier}; the project is not restored for it");
            return [.. target.EnumerateObject().Where(IsPackage).Select(library => Describe(library.Name, libraries))];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException)
        {
            throw new RegistryException(RegistryRules.BuildInputs, $"{assetsFile} cannot be read, so the packages of the project are not known: {error.Message}", error);
        }
    }

    /// <summary>A target is named by the framework, in its short or its long form, and the runtime identifier.</summary>
    private static JsonElement? FindTarget(JsonElement targets, string framework, string runtimeIdentifier)
    {
        var suffix = runtimeIdentifier.Length == 0 ? "" : $"/{runtimeIdentifier}";
        if (targets.TryGetProperty(framework + suffix, out var target)) return target;
        JsonElement? only = null;
        foreach (var candidate in targets.EnumerateObject())
        {
            var name = candidate.Name;
            if (suffix.Length == 0 ? name.Contains('/', StringComparison.Ordinal) : !name.EndsWith(suffix, StringComparison.Ordinal)) continue;
            if (only is not null) return null;
            only = candidate.Value;
        }

        return only;
    }

    private static bool IsPackage(JsonProperty library) =>
        library.Value.TryGetProperty("type", out var type) && type.ValueEquals("package") && !library.Name.StartsWith($"{OwnPackage}/", StringComparison.OrdinalIgnoreCase);

    private static KeyValuePair<string, string> Describe(string library, JsonElement libraries)
    {
        var slash = library.IndexOf('/', StringComparison.Ordinal);
        var digest = libraries.TryGetProperty(library, out var details) && details.TryGetProperty("sha512", out var sha512) ? sha512.GetString() : null;
        return KeyValuePair.Create(library[..slash].ToLowerInvariant(), $"{library[(slash + 1)..]} {digest}".TrimEnd());
    }
}
