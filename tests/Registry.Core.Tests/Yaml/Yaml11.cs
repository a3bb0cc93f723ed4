using System.Text.RegularExpressions;

namespace Registry.Core.Tests.Yaml;

/// <summary>The implicit types of PyYAML, which follows YAML 1.1: a port of the table in its <c>resolver.py</c>.</summary>
internal static partial class Yaml11
{
    /// <summary>Whether a scalar without quotes is a string under YAML 1.1.</summary>
    public static bool IsString(string text) =>
        text.Length > 0 && text is not ("~" or "<<" or "=" or "y" or "Y" or "n" or "N")
        && !Null().IsMatch(text) && !Boolean().IsMatch(text) && !Integer().IsMatch(text) && !Float().IsMatch(text) && !Timestamp().IsMatch(text);

    [GeneratedRegex(@"^(null|Null|NULL)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Null();

    [GeneratedRegex(@"^(yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Boolean();

    [GeneratedRegex(@"^([-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Integer();

    [GeneratedRegex(@"^([-+]?([0-9][0-9_]*)\.[0-9_]*([eE][-+][0-9]+)?|\.[0-9][0-9_]*([eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Float();

    [GeneratedRegex(@"^([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(\.[0-9]*)?([ \t]*(Z|[-+][0-9]{1,2}(:[0-9]{2})?))?)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Timestamp();
}
