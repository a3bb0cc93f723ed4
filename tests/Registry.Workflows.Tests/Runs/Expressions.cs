using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Registry.Workflows.Tests.Runs;

/// <summary>The few expressions that the workflows use: names of the contexts, and <c>a || b</c>.</summary>
/// <param name="contexts">The contexts, such as <c>github</c>.</param>
internal sealed partial class Expressions(JsonObject contexts)
{
    /// <summary>A text with the values of its expressions. What a context does not have is empty, as on a runner.</summary>
    /// <exception cref="NotSupportedException">An expression is none of the few.</exception>
    public string Evaluate(string text) => Expression().Replace(
        text, match => match.Groups["expression"].Value.Split("||", StringSplitOptions.TrimEntries).Select(Find).FirstOrDefault(value => value.Length > 0) ?? "");

    private string Find(string path)
    {
        if (!Name().IsMatch(path)) throw new NotSupportedException($"'{path}' is no name.");
        var names = path.Split('.');
        JsonNode? node = contexts[names[0]] ?? throw new NotSupportedException($"There is no context '{names[0]}'.");
        foreach (var name in names.Skip(1)) node = node?[name];
        return node?.ToString() ?? "";
    }

    [GeneratedRegex(@"\$\{\{ (?<expression>[^}]+) \}\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Expression();

    [GeneratedRegex(@"^[a-z_]+(\.[A-Za-z_]+)+$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
