using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using Registry.Core.Rules;

namespace Registry.Core.Yaml;

/// <summary>Parses a text into a value; false when the text is something else.</summary>
internal delegate bool TryParse<T>(string text, [MaybeNullWhen(false)] out T value);

/// <summary>
/// Reads the keys of one mapping and gathers what is wrong with them. <see cref="Finish"/> complains of keys that nobody
/// asked for.
/// </summary>
internal sealed class ObjectReader
{
    private readonly string _file;
    private readonly YamlMapping _mapping;
    private readonly ICollection<Problem> _problems;
    private readonly List<string> _known = [];

    private ObjectReader(string file, YamlMapping mapping, ICollection<Problem> problems) =>
        (_file, _mapping, _problems) = (file, mapping, problems);

    /// <summary>Reads a file whose root is a mapping.</summary>
    /// <returns>The reader, or <see langword="null"/> when the file is no mapping; then there is a problem.</returns>
    public static ObjectReader? Open(string file, ReadOnlyMemory<byte> content, ICollection<Problem> problems)
    {
        switch (YamlReader.Read(file, content, problems))
        {
            case YamlMapping mapping:
                return new ObjectReader(file, mapping, problems);
            case YamlScalar { Type: ScalarType.Null } nothing:
                problems.Add(new Problem(RegistryRules.WrongType, file, nothing.Line, nothing.Column, "the file says nothing; expected a mapping"));
                return null;
            case { } other:
                problems.Add(new Problem(RegistryRules.WrongType, file, other.Line, other.Column, $"the file is {other.Kind}; expected a mapping"));
                return null;
            default:
                return null;
        }
    }

    /// <summary>A string; an empty one counts as missing.</summary>
    public string? Text(string key, bool required = false) => Value<string>(key, "a string", Same, required);

    /// <summary>A string that is parsed.</summary>
    /// <param name="key">The key.</param>
    /// <param name="expected">What is expected, for messages.</param>
    /// <param name="parse">Parses the string.</param>
    /// <param name="required">Whether the key has to be there.</param>
    /// <param name="rule">The rule that a string breaks which is not accepted; that of wrong values when absent.</param>
    public T? Value<T>(string key, string expected, TryParse<T> parse, bool required = false, Rule? rule = null)
        where T : class => TryValue(key, expected, parse, required, rule, out var value) ? value : null;

    /// <summary>A string that is parsed into a value type.</summary>
    public T? Struct<T>(string key, string expected, TryParse<T> parse, bool required = false)
        where T : struct => TryValue(key, expected, parse, required, rule: null, out var value) ? value : null;

    /// <summary>An integer between two bounds.</summary>
    public long? Integer(string key, long min, long max, bool required = false)
    {
        if (Find(key, required) is not { } node) return null;
        if (node is YamlScalar { Type: ScalarType.Integer } scalar)
        {
            if (long.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max) return value;
            Add(RegistryRules.WrongValue, node, $"'{key}' is {Excerpt.Of(scalar.Value)}; expected an integer from {min} to {max}");
            return null;
        }

        Add(RegistryRules.WrongType, node, $"'{key}' is {node.Kind}; expected an integer from {min} to {max}");
        return null;
    }

    /// <summary>A boolean, <c>true</c> or <c>false</c>.</summary>
    public bool? Boolean(string key)
    {
        if (Find(key, required: false) is not { } node) return null;
        if (node is YamlScalar { Type: ScalarType.Boolean } scalar) return scalar.Value is "true" or "True" or "TRUE";
        Add(RegistryRules.WrongType, node, $"'{key}' is {node.Kind}; expected true or false");
        return null;
    }

    /// <summary>A mapping.</summary>
    public ObjectReader? Mapping(string key, bool required = false)
    {
        switch (Find(key, required))
        {
            case null:
                return null;
            case YamlMapping { Entries.Count: 0 } empty when !required:
                Add(RegistryRules.WrongValue, empty, $"'{key}' is an empty mapping; leave the key out");
                return null;
            case YamlMapping mapping:
                return new ObjectReader(_file, mapping, _problems);
            case var other:
                Add(RegistryRules.WrongType, other, $"'{key}' is {other.Kind}; expected a mapping");
                return null;
        }
    }

    /// <summary>A list of mappings, each read by <paramref name="read"/>; what it returns as <see langword="null"/> is left out.</summary>
    public IReadOnlyList<T> Mappings<T>(string key, Func<ObjectReader, T?> read, bool required = false)
        where T : class
    {
        List<T> values = [];
        foreach (var item in Items(key, required))
        {
            if (item is not YamlMapping mapping) Add(RegistryRules.WrongType, item, $"an item of '{key}' is {item.Kind}; expected a mapping");
            else if (read(new ObjectReader(_file, mapping, _problems)) is { } value) values.Add(value);
        }

        return values;
    }

    /// <summary>A list of strings, each accepted by <paramref name="isValid"/>, none twice.</summary>
    public IReadOnlyList<string> Texts(string key, string expected, Func<string, bool> isValid)
    {
        List<string> values = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var item in Items(key, required: false))
        {
            if (item is not YamlScalar { Type: ScalarType.Text } scalar) Add(RegistryRules.WrongType, item, $"an item of '{key}' is {item.Kind}; expected {expected}{InQuotes(item)}");
            else if (!isValid(scalar.Value)) Add(RegistryRules.WrongValue, item, $"'{Excerpt.Of(scalar.Value)}' in '{key}'; expected {expected}");
            else if (!seen.Add(scalar.Value)) Add(RegistryRules.WrongValue, item, $"'{Excerpt.Of(scalar.Value)}' stands twice in '{key}'; expected it once");
            else values.Add(scalar.Value);
        }

        return values;
    }

    /// <summary>A mapping from free keys to any values.</summary>
    public JsonObject? Json(string key)
    {
        switch (Find(key, required: false))
        {
            case null:
                return null;
            case YamlMapping { Entries.Count: 0 } empty:
                Add(RegistryRules.WrongValue, empty, $"'{key}' is an empty mapping; leave the key out");
                return null;
            case YamlMapping mapping:
                return (JsonObject)YamlJson.ToJson(mapping, _file, _problems)!;
            case var other:
                Add(RegistryRules.WrongType, other, $"'{key}' is {other.Kind}; expected a mapping");
                return null;
        }
    }

    /// <summary>Demands the apiVersion and the kind of the file's place.</summary>
    public void Header(string kind)
    {
        Fixed("apiVersion", FileFormat.ApiVersion);
        Fixed("kind", kind);
    }

    /// <summary>Whether the mapping has no keys at all.</summary>
    public bool IsEmpty => _mapping.Entries.Count == 0;

    /// <summary>Whether the key is there, with whatever value.</summary>
    public bool Has(string key) => _mapping.Find(key) is not null;

    /// <summary>Complains of a value that was read but does not fit.</summary>
    public void Complain(Rule rule, string key, string message) => Add(rule, _mapping.Find(key) ?? _mapping, message);

    /// <summary>Complains of every key that was not asked for.</summary>
    public void Finish()
    {
        foreach (var (key, _) in _mapping.Entries)
            if (!_known.Contains(key.Value))
                Add(RegistryRules.UnknownKey, key, $"the key '{Excerpt.Of(key.Value)}' is unknown; expected one of {string.Join(", ", _known)}");
    }

    private void Fixed(string key, string expected)
    {
        if (Find(key, required: true) is not { } node) return;
        if (node is not YamlScalar { Type: ScalarType.Text } scalar) Add(RegistryRules.WrongType, node, $"'{key}' is {node.Kind}; expected '{expected}'");
        else if (scalar.Value != expected) Add(RegistryRules.ApiVersion, node, $"'{key}' is '{Excerpt.Of(scalar.Value)}'; expected '{expected}'");
    }

    private bool TryValue<T>(string key, string expected, TryParse<T> parse, bool required, Rule? rule, [NotNullWhen(true)] out T? value)
    {
        value = default;
        if (Find(key, required) is not { } node) return false;
        if (node is not YamlScalar scalar || !IsTextFor<T>(scalar.Type))
        {
            Add(RegistryRules.WrongType, node, $"'{key}' is {node.Kind}; expected {expected}{InQuotes(node)}");
            return false;
        }

        if (scalar.Value.Length > 0 && parse(scalar.Value, out value!)) return true;
        Add(rule ?? RegistryRules.WrongValue, node, scalar.Value.Length > 0
            ? $"'{key}' is '{Excerpt.Of(scalar.Value)}'; expected {expected}"
            : $"'{key}' is empty; expected {expected}");
        return false;
    }

    private IReadOnlyList<YamlNode> Items(string key, bool required)
    {
        switch (Find(key, required))
        {
            case null:
                return [];
            case YamlSequence { Items.Count: > 0 } sequence:
                return sequence.Items;
            case YamlSequence empty:
                Add(RegistryRules.WrongValue, empty, $"'{key}' is an empty list; leave the key out");
                return [];
            case var other:
                Add(RegistryRules.WrongType, other, $"'{key}' is {other.Kind}; expected a list");
                return [];
        }
    }

    private YamlNode? Find(string key, bool required)
    {
        _known.Add(key);
        if (_mapping.Find(key) is { } value) return value;
        if (required) Add(RegistryRules.MissingKey, _mapping, $"the key '{key}' is missing");
        return null;
    }

    private void Add(Rule rule, YamlNode node, string message) =>
        _problems.Add(new Problem(rule, _file, node.Line, node.Column, message));

    private static bool Same(string text, [MaybeNullWhen(false)] out string value)
    {
        value = text;
        return true;
    }

    /// <summary>Times stand without quotes, though YAML 1.1 takes them for more than a string.</summary>
    private static bool IsTextFor<T>(ScalarType type) => type == ScalarType.Text || (type == ScalarType.Time && typeof(T) == typeof(DateTimeOffset));

    private static string InQuotes(YamlNode node) => node is YamlScalar { Type: not (ScalarType.Text or ScalarType.Null) } ? ", in quotes" : "";
}
