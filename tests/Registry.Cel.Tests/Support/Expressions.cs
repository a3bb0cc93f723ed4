using System.Text.Json;
using Registry.Cel.Types;
using Registry.Cel.Values;

namespace Registry.Cel.Tests.Support;

/// <summary>Short ways to compile and evaluate.</summary>
internal static class Expressions
{
    public static IReadOnlyDictionary<string, CelType> NoVariables { get; } = new Dictionary<string, CelType>(StringComparer.Ordinal);

    public static CelOptions All { get; } = new() { Extensions = CelExtensions.All };

    public static CelProgram Compile(string expression, CelOptions? options = null, params (string Name, CelType Type)[] variables) =>
        new CelEnvironment(variables.ToDictionary(variable => variable.Name, variable => variable.Type, StringComparer.Ordinal), options ?? All).Compile(expression);

    public static CelValue Evaluate(string expression, CelOptions? options = null) =>
        Compile(expression, options).Evaluate(new Dictionary<string, CelValue>(StringComparer.Ordinal), TestContext.Current.CancellationToken);

    /// <summary>Evaluates with the fields of a JSON object as variables of type dyn; whole numbers are ints.</summary>
    public static CelValue EvaluateWith(string json, string expression, CelOptions? options = null)
    {
        using var document = JsonDocument.Parse(json);
        var bindings = document.RootElement.EnumerateObject().ToDictionary(field => field.Name, field => CelValue.FromJson(field.Value, wholeNumbersAreInts: true), StringComparer.Ordinal);
        return Compile(expression, options, [.. bindings.Keys.Select(name => (name, CelType.Dyn))]).Evaluate(bindings, TestContext.Current.CancellationToken);
    }

    /// <summary>The faults of an expression that is refused.</summary>
    public static IReadOnlyList<CelError> Refused(string expression, CelOptions? options = null, params (string Name, CelType Type)[] variables) =>
        Assert.Throws<CelException>(() => Compile(expression, options, variables)).Errors;

    /// <summary>The error that an evaluation ends with.</summary>
    public static string Fault(CelValue value) => Assert.IsType<CelErrorValue>(value).Error.ToString();
}
