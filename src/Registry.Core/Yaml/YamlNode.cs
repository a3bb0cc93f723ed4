namespace Registry.Core.Yaml;

/// <summary>A node of a YAML file with its place.</summary>
/// <param name="line">Line, from 1.</param>
/// <param name="column">Column, from 1.</param>
internal abstract class YamlNode(int line, int column)
{
    public int Line => line;

    public int Column => column;

    /// <summary>What the node is, for messages: <c>a mapping</c>.</summary>
    public abstract string Kind { get; }
}

/// <summary>A scalar; <paramref name="isPlain"/> when it was written without quotes.</summary>
internal sealed class YamlScalar(int line, int column, string value, bool isPlain) : YamlNode(line, column)
{
    public string Value => value;

    public bool IsPlain => isPlain;

    /// <summary>What the scalar is.</summary>
    public ScalarType Type => isPlain ? PlainScalar.TypeOf(value) : ScalarType.Text;

    public override string Kind => Type switch
    {
        ScalarType.Null => "nothing",
        ScalarType.Boolean => $"the boolean {value}",
        ScalarType.Integer => $"the integer {Excerpt.Of(value)}",
        ScalarType.Number => $"the number {Excerpt.Of(value)}",
        ScalarType.Time => $"the time {Excerpt.Of(value)}",
        ScalarType.Ambiguous => $"{Excerpt.Of(value)}, which YAML readers take for different things",
        _ => "a string",
    };
}

/// <summary>A list of nodes.</summary>
internal sealed class YamlSequence(int line, int column, IReadOnlyList<YamlNode> items) : YamlNode(line, column)
{
    public IReadOnlyList<YamlNode> Items => items;

    public override string Kind => "a list";
}

/// <summary>Keys and values in the order of the file; no key stands twice.</summary>
internal sealed class YamlMapping(int line, int column, List<KeyValuePair<YamlScalar, YamlNode>> entries)
    : YamlNode(line, column)
{
    public IReadOnlyList<KeyValuePair<YamlScalar, YamlNode>> Entries => entries;

    /// <summary>The value of a key; <see langword="null"/> when the key is not there.</summary>
    public YamlNode? Find(string key)
    {
        // Not through the interface: whole registries are read, with dozens of keys a file.
        foreach (var (name, value) in entries)
            if (name.Value == key)
                return value;
        return null;
    }

    public override string Kind => "a mapping";
}
