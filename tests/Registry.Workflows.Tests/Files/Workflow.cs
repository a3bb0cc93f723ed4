using YamlDotNet.RepresentationModel;

namespace Registry.Workflows.Tests.Files;

/// <summary>A workflow, as far as tests look at it.</summary>
/// <param name="Text">The file.</param>
/// <param name="Keys">Its keys.</param>
/// <param name="Permissions">What it may do; <see langword="null"/> when it does not say.</param>
/// <param name="Variables">Its <c>env</c>.</param>
/// <param name="Jobs">Its jobs.</param>
internal sealed record Workflow(
    string Text, IReadOnlyList<string> Keys, IReadOnlyDictionary<string, string>? Permissions, IReadOnlyDictionary<string, string> Variables, IReadOnlyList<Job> Jobs)
{
    /// <summary>Parses a workflow.</summary>
    public static Workflow Parse(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        var root = (YamlMappingNode)stream.Documents[0].RootNode;
        return new Workflow(text, KeysOf(root), Texts(root, "permissions"), Texts(root, "env") ?? [], [.. Child(root, "jobs")!.Children.Select(Job)]);
    }

    private static Job Job(KeyValuePair<YamlNode, YamlNode> entry)
    {
        var node = (YamlMappingNode)entry.Value;
        var steps = ((YamlSequenceNode)node.Children["steps"]).Cast<YamlMappingNode>();
        return new Job(
            ((YamlScalarNode)entry.Key).Value!, KeysOf(node), Texts(node, "permissions"), Texts(node, "env") ?? [], Value(node, "runs-on"), Value(node, "if"),
            [.. steps.Select(step => new Step(KeysOf(step), Value(step, "name"), Value(step, "uses"), Value(step, "run"), Texts(step, "env") ?? []))]);
    }

    private static List<string> KeysOf(YamlMappingNode node) => [.. node.Children.Keys.Select(key => ((YamlScalarNode)key).Value!)];

    private static YamlMappingNode? Child(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var child) ? child as YamlMappingNode : null;

    private static string? Value(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var child) ? (child as YamlScalarNode)?.Value : null;

    private static Dictionary<string, string>? Texts(YamlMappingNode node, string key) =>
        Child(node, key)?.Children.ToDictionary(entry => ((YamlScalarNode)entry.Key).Value!, entry => ((YamlScalarNode)entry.Value).Value!, StringComparer.Ordinal);
}

/// <summary>A job of a workflow.</summary>
internal sealed record Job(
    string Name, IReadOnlyList<string> Keys, IReadOnlyDictionary<string, string>? Permissions, IReadOnlyDictionary<string, string> Variables, string? RunsOn, string? If, IReadOnlyList<Step> Steps);

/// <summary>A step of a job.</summary>
internal sealed record Step(IReadOnlyList<string> Keys, string? Name, string? Uses, string? Run, IReadOnlyDictionary<string, string> Variables);
