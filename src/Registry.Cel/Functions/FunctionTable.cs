using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Registry.Cel.Types;

namespace Registry.Cel.Functions;

/// <summary>The functions of an environment, by name.</summary>
internal sealed class FunctionTable
{
    private static readonly ConcurrentDictionary<CelExtensions, FunctionTable> s_tables = new();

    private readonly Dictionary<string, Function> _functions;

    private FunctionTable(IEnumerable<Library> libraries) => _functions = libraries.SelectMany(library => library.Overloads)
        .GroupBy(overload => overload.Name, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => new Function(group.Key, [.. group.Select(item => item.Overload)]), StringComparer.Ordinal);

    private FunctionTable(FunctionTable table, IEnumerable<Function> more)
    {
        _functions = new Dictionary<string, Function>(table._functions, StringComparer.Ordinal);
        foreach (var function in more) _functions.Add(function.Name, function);
    }

    /// <summary>The standard library with extensions.</summary>
    public static FunctionTable Of(CelExtensions extensions) => s_tables.GetOrAdd(extensions, static extensions => new FunctionTable(Libraries(extensions)));

    /// <summary>The table with further functions.</summary>
    public FunctionTable With(IEnumerable<Function> functions) => new(this, functions);

    public bool TryGet(string name, [MaybeNullWhen(false)] out Function function) => _functions.TryGetValue(name, out function);

    /// <summary>The types that expressions may name, with what their names stand for.</summary>
    public static IReadOnlyDictionary<string, CelType> TypeNames { get; } = new[]
    {
        CelType.Bool, CelType.Int, CelType.Uint, CelType.Double, CelType.String, CelType.Bytes, CelType.Null, CelType.Timestamp, CelType.Duration,
        CelType.List(CelType.Dyn), CelType.Map(CelType.Dyn, CelType.Dyn), CelType.Type(CelType.Dyn), CelType.Optional(CelType.Dyn),
    }.ToDictionary(type => type.Name, StringComparer.Ordinal);

    private static IEnumerable<Library> Libraries(CelExtensions extensions)
    {
        yield return Arithmetic.Library;
        yield return Comparisons.Library;
        yield return Conversions.Library;
        yield return Collections.Library;
        yield return Texts.Library;
        yield return Times.Library;
        if (extensions.HasFlag(CelExtensions.Optionals)) yield return Optionals.Library;
        if (extensions.HasFlag(CelExtensions.Strings)) yield return TextExtension.Library;
        if (extensions.HasFlag(CelExtensions.Math)) yield return MathExtension.Library;
        if (extensions.HasFlag(CelExtensions.Encoders)) yield return EncoderExtension.Library;
    }
}
