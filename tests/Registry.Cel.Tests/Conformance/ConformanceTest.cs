using System.Text.Json;
using System.Text.RegularExpressions;
using Registry.Cel.Functions;
using Registry.Cel.Types;
using Registry.Cel.Values;

namespace Registry.Cel.Tests.Conformance;

/// <summary>One test of the suite.</summary>
internal sealed partial class ConformanceTest(string section, JsonElement test)
{
    private static readonly Dictionary<string, CelExtensions> s_extensions = new(StringComparer.Ordinal)
    {
        ["bindings_ext"] = CelExtensions.Bindings,
        ["block_ext"] = CelExtensions.Blocks | CelExtensions.Optionals,
        ["encoders_ext"] = CelExtensions.Encoders,
        ["macros2"] = CelExtensions.TwoVariableMacros,
        ["math_ext"] = CelExtensions.Math,
        ["optionals"] = CelExtensions.Optionals,
        ["string_ext"] = CelExtensions.Strings,
        ["type_deductions"] = CelExtensions.Optionals,
    };

    public string Expression => test.GetProperty("expr").GetString()!;

    /// <summary>Whether it needs protocol buffer messages: in the expression, a variable, its type, or the result.</summary>
    public bool NeedsMessages => MessageInExpression().IsMatch(Expression)
        || new[] { "typeEnv", "bindings", "value", "typedResult" }.Any(part => test.TryGetProperty(part, out var json) && MessageInValue().IsMatch(json.GetRawText()));

    /// <summary>Why the test fails; null when it passes.</summary>
    public string? Run()
    {
        var isChecked = !Flag("disableCheck");
        var options = new CelOptions { CheckTypes = isChecked, Container = Text("container"), Extensions = s_extensions.GetValueOrDefault(section) };
        var bindings = Bindings();
        var variables = isChecked ? Declared("ident").ToDictionary(item => item.Name, item => ConformanceValues.Type(item.Declaration.GetProperty("type")), StringComparer.Ordinal) : bindings.ToDictionary(item => item.Key, _ => CelType.Dyn, StringComparer.Ordinal);
        var functions = Declared("function").Select(item => new Function(item.Name, [.. item.Declaration.GetProperty("overloads").EnumerateArray().Select(ConformanceValues.Overload)]));
        var environment = new CelEnvironment(variables, options, functions);
        if (!environment.TryCompile(Expression, out var program, out var errors))
        {
            // Without the check, syntax alone is refused, and a test that expects an error means that of the evaluation.
            return Failure($"refused: {string.Join("; ", errors)}");
        }

        if (test.TryGetProperty("typedResult", out var typed) && typed.TryGetProperty("deducedType", out var deduced) && !ConformanceValues.Type(deduced).Equals(program.ResultType))
            return Failure($"type {program.ResultType}, expected {ConformanceValues.Type(deduced)}");
        if (Flag("checkOnly")) return null;
        var result = program.Evaluate(bindings, CancellationToken.None);
        if (test.TryGetProperty("evalError", out _)) return result is CelErrorValue ? null : Failure($"gave {result}, expected an error");
        var expected = test.TryGetProperty("value", out var value) ? ConformanceValues.Value(value)
            : typed.ValueKind == JsonValueKind.Object ? ConformanceValues.Value(typed.GetProperty("result")) : CelBool.True;
        return ConformanceValues.AreSame(expected, result) ? null : Failure($"gave {result}, expected {expected}");
    }

    private string Failure(string message) => $"{Text("name")}: {Expression}\n    {message}";

    private string Text(string name) => test.TryGetProperty(name, out var value) ? value.GetString()! : "";

    private bool Flag(string name) => test.TryGetProperty(name, out var value) && value.GetBoolean();

    private Dictionary<string, CelValue> Bindings() => !test.TryGetProperty("bindings", out var bindings) ? []
        : bindings.EnumerateObject().ToDictionary(binding => binding.Name, binding => ConformanceValues.Value(binding.Value.GetProperty("value")), StringComparer.Ordinal);

    private IEnumerable<(string Name, JsonElement Declaration)> Declared(string kind) => !test.TryGetProperty("typeEnv", out var declarations) ? []
        : declarations.EnumerateArray().Where(item => item.TryGetProperty(kind, out _)).Select(item => (item.GetProperty("name").GetString()!, item.GetProperty(kind)));

    [GeneratedRegex(@"TestAllTypes|TestRequired|google\.protobuf\.(?!Timestamp\b|Duration\b)|cel\.expr\.conformance|GlobalEnum|\bproto\.(has|get)Ext|\b[A-Z]?[A-Za-z0-9]*Value\{", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MessageInExpression();

    [GeneratedRegex("""("messageType":|"@type":"type.googleapis.com/)(?!"?google\.protobuf\.(Timestamp|Duration)")|"enumValue"|"wrapper":|"ANY\b""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MessageInValue();
}
