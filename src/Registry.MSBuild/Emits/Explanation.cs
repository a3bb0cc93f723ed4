using Registry.MSBuild.Inputs;

namespace Registry.MSBuild.Emits;

/// <summary>Which inputs of a project changed since its last version.</summary>
internal static class Explanation
{
    private const string FileName = "emitted.inputs";
    private const int Most = 20;

    /// <summary>Compares the inputs with those of the last emit from this folder.</summary>
    public static string Explain(string state, IReadOnlyList<SourceInput> inputs)
    {
        var last = Path.Combine(state, FileName);
        if (!File.Exists(last)) return "nothing was emitted from this folder before";
        var before = InputList.Read([last]).ToDictionary(input => input.Name, input => input.State, StringComparer.Ordinal);
        var now = inputs.ToDictionary(input => input.Name, input => input.State, StringComparer.Ordinal);
        List<string> changes =
        [
            .. now.Where(input => !before.ContainsKey(input.Key)).Select(input => $"added {input.Key}"),
            .. now.Where(input => before.TryGetValue(input.Key, out var old) && old != input.Value).Select(input => $"changed {input.Key}"),
            .. before.Keys.Where(name => !now.ContainsKey(name)).Select(name => $"removed {name}"),
        ];
        if (changes.Count == 0) return "no input changed";
        var shown = string.Join("; ", changes.Order(StringComparer.Ordinal).Take(Most));
        return changes.Count <= Most ? shown : $"{shown}; and {changes.Count - Most} more";
    }

    /// <summary>Keeps the inputs of an emit for the next explanation.</summary>
    public static void Keep(string state, IReadOnlyList<SourceInput> inputs) => InputList.Write(Path.Combine(state, FileName), inputs);
}
