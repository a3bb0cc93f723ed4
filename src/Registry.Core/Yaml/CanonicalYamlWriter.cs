using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Registry.Core.Yaml;

/// <summary>
/// Writes YAML in the one form that the format allows: block style, two spaces, LF, a final newline, and quotes where a
/// YAML 1.1 or 1.2 reader would take a string for something else. The bytes are part of the format's contract, which is
/// why no library's emitter decides them.
/// </summary>
internal sealed class CanonicalYamlWriter
{
    private readonly StringBuilder _text = new(512);
    private int _indent;
    private bool _afterDash;

    /// <summary>The bytes written so far.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_text.ToString());

    /// <summary>A string, quoted where it has to be; left out when it is <see langword="null"/>.</summary>
    public CanonicalYamlWriter Text(string key, string? value)
    {
        if (value is null) return this;
        Key(key);
        Scalar(value);
        return this;
    }

    /// <summary>A value whose form needs no quotes, such as an id or a time; left out when it is <see langword="null"/>.</summary>
    public CanonicalYamlWriter Plain(string key, string? value)
    {
        if (value is null) return this;
        Key(key);
        _text.Append(' ').Append(value).Append('\n');
        return this;
    }

    /// <summary>An integer.</summary>
    public CanonicalYamlWriter Number(string key, long value) => Plain(key, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A list of strings; left out when it is empty.</summary>
    public CanonicalYamlWriter Texts(string key, IReadOnlyList<string> values)
    {
        if (values.Count == 0) return this;
        Key(key);
        _text.Append('\n');
        foreach (var value in values)
        {
            Indent();
            _text.Append('-');
            Scalar(value);
        }

        return this;
    }

    /// <summary>A list of mappings; left out when it is empty.</summary>
    public CanonicalYamlWriter Mappings<T>(string key, IReadOnlyList<T> values, Action<CanonicalYamlWriter, T> write)
    {
        if (values.Count == 0) return this;
        Key(key);
        _text.Append('\n');
        foreach (var value in values)
        {
            Indent();
            _text.Append("- ");
            _afterDash = true;
            _indent++;
            write(this, value);
            _indent--;
        }

        return this;
    }

    /// <summary>A mapping; left out when <paramref name="value"/> is <see langword="null"/> or nothing is written for it.</summary>
    public CanonicalYamlWriter Mapping<T>(string key, T? value, Action<CanonicalYamlWriter, T> write)
        where T : class
    {
        if (value is null) return this;
        var before = _text.Length;
        Key(key);
        _text.Append('\n');
        var empty = _text.Length;
        _indent++;
        write(this, value);
        _indent--;
        if (_text.Length == empty) _text.Length = before;
        return this;
    }

    /// <summary>A mapping from free keys to any values; left out when it is <see langword="null"/> or empty.</summary>
    public CanonicalYamlWriter Members(string key, JsonObject? value) => value is null or { Count: 0 } ? this : Json(key, value);

    /// <summary>Any JSON value. Keys of objects are written in ordinal order.</summary>
    public CanonicalYamlWriter Json(string key, JsonNode? value)
    {
        Key(key);
        JsonValue(value, insideList: false);
        return this;
    }

    private void JsonValue(JsonNode? value, bool insideList)
    {
        switch (value)
        {
            case JsonObject { Count: 0 }:
                _text.Append(" {}\n");
                break;
            case JsonArray { Count: 0 }:
                _text.Append(" []\n");
                break;
            case JsonObject map:
                JsonMembers(map, insideList);
                break;
            case JsonArray list:
                JsonItems(list, insideList);
                break;
            default:
                JsonScalar(value);
                break;
        }
    }

    private void JsonMembers(JsonObject map, bool insideList)
    {
        if (insideList)
        {
            _text.Append(' ');
            _afterDash = true;
        }
        else
        {
            _text.Append('\n');
        }

        _indent++;
        foreach (var (key, value) in map.OrderBy(member => member.Key, StringComparer.Ordinal)) Json(key, value);
        _indent--;
    }

    private void JsonItems(JsonArray list, bool insideList)
    {
        // A list in a list starts on the line of its dash; one under a key starts below the key, at the key's indent.
        if (insideList) _indent++;
        else _text.Append('\n');
        _afterDash = insideList;
        if (insideList) _text.Append(' ');
        foreach (var item in list)
        {
            Indent();
            _text.Append('-');
            JsonValue(item, insideList: true);
        }

        if (insideList) _indent--;
    }

    private void JsonScalar(JsonNode? value)
    {
        switch (value?.GetValueKind())
        {
            case JsonValueKind.String:
                Scalar(value.GetValue<string>());
                break;
            case null or JsonValueKind.Null:
                _text.Append(" null\n");
                break;
            case JsonValueKind.Number:
                _text.Append(' ').Append(FormatNumber(value.ToJsonString())).Append('\n');
                break;
            default:
                _text.Append(' ').Append(value.ToJsonString()).Append('\n');
                break;
        }
    }

    /// <summary>One text for equal numbers, which YAML 1.1 takes for a number as well: an exponent needs a decimal point.</summary>
    private static string FormatNumber(string json)
    {
        if (long.TryParse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)) return integer.ToString(CultureInfo.InvariantCulture);
        var number = double.Parse(json, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!double.IsFinite(number)) return $"\"{json}\"";
        if (Math.Abs(number) < 1e15 && number == Math.Truncate(number)) return ((long)number).ToString(CultureInfo.InvariantCulture);
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E', StringComparison.Ordinal);
        return exponent < 0 || text.Contains('.', StringComparison.Ordinal) ? text : text.Insert(exponent, ".0");
    }

    private void Key(string key)
    {
        Indent();
        // A key of several words is quoted: YamlDotNet overlooks the colon after a word that begins with an asterisk.
        if (PlainScalar.IsSafe(key) && !key.Contains(' ', StringComparison.Ordinal)) _text.Append(key);
        else Quoted(key);
        _text.Append(':');
    }

    private void Indent()
    {
        if (_afterDash) _afterDash = false;
        else _text.Append(' ', 2 * _indent);
    }

    private void Scalar(string value)
    {
        _text.Append(' ');
        if (PlainScalar.IsSafe(value)) _text.Append(value);
        else if (IsBlock(value)) Block(value);
        else Quoted(value);
        _text.Append('\n');
    }

    /// <summary>Whether a literal block shows the string better, and gives exactly it back.</summary>
    private static bool IsBlock(string value)
    {
        var lineBreak = value.IndexOf('\n', StringComparison.Ordinal);
        if (lineBreak <= 0 || value[0] == ' ' || value.EndsWith("\n\n", StringComparison.Ordinal)) return false;
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (c == '\n')
            {
                if (value[i - 1] == ' ') return false;
            }
            else if (c is < ' ' or > '~')
            {
                return false;
            }
        }

        return value[^1] != ' ';
    }

    private void Block(string value)
    {
        var endsWithBreak = value[^1] == '\n';
        _text.Append(endsWithBreak ? "|" : "|-");
        var body = endsWithBreak ? value.AsSpan(0, value.Length - 1) : value;
        foreach (var line in body.EnumerateLines())
        {
            _text.Append('\n');
            if (line.Length > 0) _text.Append(' ', 2 * (_indent + 1)).Append(line);
        }
    }

    /// <summary>Double quotes with JSON's escapes, which YAML shares.</summary>
    private void Quoted(string value)
    {
        _text.Append('"');
        foreach (var c in value)
        {
            switch (c)
            {
                case '"':
                    _text.Append("\\\"");
                    break;
                case '\\':
                    _text.Append("\\\\");
                    break;
                case '\n':
                    _text.Append("\\n");
                    break;
                case '\t':
                    _text.Append("\\t");
                    break;
                case < ' ' or (>= '\u007f' and <= '\u00a0'):
                case var _ when HiddenCharacters.Contains(c):
                    _text.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
                    break;
                default:
                    _text.Append(c);
                    break;
            }
        }

        _text.Append('"');
    }
}
