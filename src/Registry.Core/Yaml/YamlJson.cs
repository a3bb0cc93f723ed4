using System.Globalization;
using System.Text.Json.Nodes;
using Registry.Core.Rules;

namespace Registry.Core.Yaml;

/// <summary>Free values of a file as JSON values, under the YAML 1.2 core schema.</summary>
internal static class YamlJson
{
    /// <summary>Longest key, in UTF-16 units: YAML ends a key after 1024 characters, and the writer may need six for one.</summary>
    public const int MaxKeyLength = 128;

    /// <summary>The JSON value of a node. What JSON cannot hold (infinities, not-a-number) is a problem.</summary>
    public static JsonNode? ToJson(YamlNode node, string file, ICollection<Problem> problems)
    {
        switch (node)
        {
            case YamlMapping mapping:
                var map = new JsonObject();
                foreach (var (key, value) in mapping.Entries)
                {
                    if (key.Type != ScalarType.Text) Add(RegistryRules.WrongType, key, $"a key is {key.Kind}; expected a string, in quotes");
                    else if (key.Value.Length > MaxKeyLength) Add(RegistryRules.WrongValue, key, $"a key of {key.Value.Length} characters; expected at most {MaxKeyLength}");
                    else map[key.Value] = ToJson(value, file, problems);
                }

                return map;
            case YamlSequence sequence:
                var list = new JsonArray();
                foreach (var item in sequence.Items) list.Add(ToJson(item, file, problems));
                return list;
            default:
                return Scalar((YamlScalar)node);
        }

        void Add(Rule rule, YamlNode at, string message) => problems.Add(new Problem(rule, file, at.Line, at.Column, message));

        JsonNode? Scalar(YamlScalar scalar)
        {
            switch (scalar.Type)
            {
                case ScalarType.Null:
                    return null;
                case ScalarType.Boolean:
                    return scalar.Value[0] is 't' or 'T';
                case ScalarType.Integer when long.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer):
                    return integer;
                case ScalarType.Integer:
                    Add(RegistryRules.WrongValue, scalar, $"a value is {scalar.Kind}; expected at most 64 bits, or a string in quotes");
                    return null;
                case ScalarType.Number when double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number):
                    return number;
                case ScalarType.Text:
                    return scalar.Value;
                default:
                    Add(scalar.Type == ScalarType.Number ? RegistryRules.WrongValue : RegistryRules.WrongType, scalar, $"a value is {scalar.Kind}; expected a string in quotes, or a decimal number");
                    return null;
            }
        }
    }
}
