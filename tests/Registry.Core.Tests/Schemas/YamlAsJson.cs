using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Registry.Core.Tests.Schemas;

/// <summary>
/// YAML as an editor's language server sees it: JSON values under the YAML 1.2 core schema. Written without the product's
/// own reader, so that the two can disagree.
/// </summary>
internal static partial class YamlAsJson
{
    public static JsonNode? Convert(byte[] content)
    {
        var parser = new Parser(new StringReader(Encoding.UTF8.GetString(content)));
        parser.Consume<StreamStart>();
        parser.Consume<DocumentStart>();
        return Node(parser);
    }

    private static JsonNode? Node(Parser parser)
    {
        if (parser.TryConsume<Scalar>(out var scalar)) return Scalar(scalar);
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var list = new JsonArray();
            while (!parser.TryConsume<SequenceEnd>(out _)) list.Add(Node(parser));
            return list;
        }

        parser.Consume<MappingStart>();
        var map = new JsonObject();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Accept<Scalar>(out var text) ? text.Value : "(no scalar)";
            Node(parser);
            map[key] = Node(parser);
        }

        return map;
    }

    private static JsonNode? Scalar(Scalar scalar)
    {
        var text = scalar.Value;
        if (scalar.Style != ScalarStyle.Plain) return text;
        if (text is "" or "~" or "null" or "Null" or "NULL") return null;
        if (text is "true" or "True" or "TRUE") return true;
        if (text is "false" or "False" or "FALSE") return false;
        if (Decimal().IsMatch(text)) return JsonNode.Parse(BigInteger.Parse(text, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture));
        if (Octal().IsMatch(text)) return System.Convert.ToInt64(text[2..], 8);
        if (Hexadecimal().IsMatch(text)) return System.Convert.ToInt64(text[2..], 16);
        if (Infinite().IsMatch(text)) return double.PositiveInfinity;
        return Float().IsMatch(text) ? double.Parse(text, CultureInfo.InvariantCulture) : text;
    }

    [GeneratedRegex(@"^[-+]?[0-9]+\z", RegexOptions.None, 1000)]
    private static partial Regex Decimal();

    [GeneratedRegex(@"^0o[0-7]+\z", RegexOptions.None, 1000)]
    private static partial Regex Octal();

    [GeneratedRegex(@"^0x[0-9a-fA-F]+\z", RegexOptions.None, 1000)]
    private static partial Regex Hexadecimal();

    [GeneratedRegex(@"^[-+]?(\.inf|\.Inf|\.INF)\z|^(\.nan|\.NaN|\.NAN)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Infinite();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Float();
}
