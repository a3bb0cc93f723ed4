using Registry.Core.Rules;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Registry.Core.Yaml;

/// <summary>
/// Reads the subset of YAML that a registry uses. Every complaint has a line and a column; no input makes it throw, and
/// what it does is bounded by the size of the file.
/// </summary>
internal static class YamlReader
{
    /// <summary>Deepest nesting, counted in mappings and lists.</summary>
    public const int MaxDepth = 64;

    private const int MostProblems = 100;

    /// <summary>Reads a file.</summary>
    /// <param name="file">Path for complaints.</param>
    /// <param name="content">The file's bytes.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <returns>The root, or <see langword="null"/> when the file has no usable one; then there is a problem.</returns>
    public static YamlNode? Read(string file, ReadOnlyMemory<byte> content, ICollection<Problem> problems)
    {
        var text = YamlText.Decode(file, content.Span, problems);
        if (text is null) return null;
        return new Builder(file, text, problems).Build();
    }

    private sealed class Builder(string file, string text, ICollection<Problem> problems)
    {
        private readonly Parser _parser = new(new Scanner(new StringReader(text), skipComments: true));
        private List<int>? _lineLengths;

        public YamlNode? Build()
        {
            try
            {
                return ReadStream();
            }
            catch (Exception error) when (error is InvalidOperationException or ArgumentException)
            {
                // YamlDotNet's scanner throws these instead of a YamlException for some broken files: '...' alone, "\ud83d\u0020".
                Add(RegistryRules.Syntax, _parser.Current?.End ?? Mark.Empty, "something that is no YAML after this place; expected well-formed YAML");
                return null;
            }
            catch (YamlException error)
            {
                Add(RegistryRules.Syntax, error.Start, $"{OneLine(error.Message)}; expected well-formed YAML, with quotes around a text with special characters");
                return null;
            }
        }

        private YamlNode? ReadStream()
        {
            _parser.Consume<StreamStart>();
            if (_parser.Accept<StreamEnd>(out _))
            {
                problems.Add(new Problem(RegistryRules.Syntax, file, 1, 1, "the file is empty; expected a mapping"));
                return null;
            }

            _parser.Consume<DocumentStart>();
            if (FindDirective() is { } line) problems.Add(new Problem(RegistryRules.YamlFeature, file, line, 1, "a YAML directive; expected none"));
            var root = ReadNode(1);
            if (root is null) return null;
            _parser.Consume<DocumentEnd>();
            if (_parser.Accept<StreamEnd>(out _)) return root;

            Add(RegistryRules.YamlFeature, _parser.Current!.Start, "a second document; expected one");
            return null;
        }

        private YamlNode? ReadNode(int depth)
        {
            var current = _parser.Consume<ParsingEvent>();
            if (current is NodeEvent node)
            {
                if (!node.Anchor.IsEmpty && current is not AnchorAlias) Add(RegistryRules.YamlFeature, current.Start, $"the anchor '&{Excerpt.Of(node.Anchor.Value)}'; expected the value written out");
                if (!node.Tag.IsEmpty) Add(RegistryRules.YamlFeature, current.Start, $"the tag '{Excerpt.Of(node.Tag.ToString())}'; expected none");
            }

            if (depth > MaxDepth && current is (MappingStart or SequenceStart))
            {
                Add(RegistryRules.YamlFeature, current.Start, $"more than {MaxDepth} levels of nesting; expected fewer");
                return null;
            }

            switch (current)
            {
                case Scalar scalar:
                    if (scalar.Style == ScalarStyle.Plain && IsMisread(scalar.Value)) Add(RegistryRules.Syntax, scalar.Start, "a text with special characters without quotes; expected quotes around it");
                    if (HasSurrogateEscape(scalar)) Add(RegistryRules.YamlFeature, scalar.Start, "an escaped surrogate; expected the character itself, or \\U and eight digits");
                    var (line, column) = Inside(scalar.Start);
                    return new YamlScalar(line, column, scalar.Value, scalar.Style == ScalarStyle.Plain);
                case SequenceStart:
                    return ReadSequence(current.Start, depth);
                case MappingStart:
                    return ReadMapping(current.Start, depth);
                default:
                    Add(RegistryRules.YamlFeature, current.Start, current is AnchorAlias alias ? $"the alias '*{Excerpt.Of(alias.Value.Value)}'; expected the value written out" : "something that is no value");
                    return null;
            }
        }

        /// <summary>No text without quotes is like this, but YamlDotNet lets it pass in flow style and after words with an asterisk.</summary>
        private static bool IsMisread(string plain) =>
            plain is ['%' or '|' or '>' or '?' or '@' or '`', ..] || plain.EndsWith(':') || plain.Contains(": ", StringComparison.Ordinal) || plain.Contains(" #", StringComparison.Ordinal);

        /// <summary>Some readers join two escaped surrogates to one character, others don't.</summary>
        private bool HasSurrogateEscape(Scalar scalar)
        {
            if (scalar.Style != ScalarStyle.DoubleQuoted) return false;
            var written = text.AsSpan((int)scalar.Start.Index..(int)scalar.End.Index);
            while (written.IndexOf('\\') is var escape and >= 0 && escape + 3 < written.Length)
            {
                if (written[escape + 1] == 'u' && written[escape + 2] is ('d' or 'D') && written[escape + 3] >= '8') return true;
                written = written[(escape + 2)..];
            }

            return false;
        }

        private YamlSequence? ReadSequence(Mark start, int depth)
        {
            List<YamlNode> items = [];
            while (!_parser.TryConsume<SequenceEnd>(out _))
            {
                if (ReadNode(depth + 1) is not { } item) return null;
                items.Add(item);
            }

            var (line, column) = Inside(start);
            return new YamlSequence(line, column, items);
        }

        private YamlMapping? ReadMapping(Mark start, int depth)
        {
            List<KeyValuePair<YamlScalar, YamlNode>> entries = [];
            Dictionary<string, int> lines = new(StringComparer.Ordinal);
            while (!_parser.TryConsume<MappingEnd>(out _))
            {
                // Nobody reads the ten-thousandth complaint of one file.
                if (problems.Count >= MostProblems) return null;
                if (ReadNode(depth + 1) is not { } keyNode) return null;
                if (ReadNode(depth + 1) is not { } value) return null;
                if (keyNode is not YamlScalar key)
                    problems.Add(new Problem(RegistryRules.WrongType, file, keyNode.Line, keyNode.Column, $"a key is {keyNode.Kind}; expected a string"));
                else if (key is { IsPlain: true, Value: "<<" })
                    problems.Add(new Problem(RegistryRules.YamlFeature, file, key.Line, key.Column, "a merge key; expected the keys written out"));
                else if (!lines.TryAdd(key.Value, key.Line))
                    problems.Add(new Problem(RegistryRules.DuplicateKey, file, key.Line, key.Column, $"the key '{Excerpt.Of(key.Value)}' stands already on line {lines[key.Value]}; expected it once"));
                else
                    entries.Add(new(key, value));
            }

            var (line, column) = Inside(start);
            return new YamlMapping(line, column, entries);
        }

        private void Add(Rule rule, Mark mark, string message)
        {
            var (line, column) = Inside(mark);
            problems.Add(new Problem(rule, file, line, column, message));
        }

        /// <summary>The place of a mark. The parser's marks may lie behind the end of a line or of the file.</summary>
        private (int Line, int Column) Inside(Mark mark)
        {
            _lineLengths ??= LineLengths(text);
            var line = (int)Math.Clamp(mark.Line, 1, _lineLengths.Count);
            var end = _lineLengths[line - 1] + 1;
            return (line, mark.Line > line ? end : (int)Math.Clamp(mark.Column, 1, end));
        }

        private static List<int> LineLengths(string text)
        {
            // A file that is read has no other line end than this one.
            List<int> lengths = [];
            for (var start = 0; start < text.Length || lengths.Count == 0;)
            {
                var end = text.IndexOf('\n', start) is var found and >= 0 ? found : text.Length;
                lengths.Add(end - start);
                start = end + 1;
            }

            return lengths;
        }

        /// <summary>The line of the first directive. The parser passes over those that it does not know.</summary>
        private int? FindDirective()
        {
            if (text.StartsWith('%')) return 1;
            var index = text.IndexOf("\n%", StringComparison.Ordinal);
            return index < 0 ? null : text.AsSpan(0, index + 1).Count('\n') + 1;
        }

        private static string OneLine(string message) => message.ReplaceLineEndings(" ").Trim().TrimEnd('.');
    }
}
