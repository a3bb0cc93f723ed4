namespace Registry.Cel;

/// <summary>What an environment has beyond the language's definition.</summary>
[Flags]
public enum CelExtensions
{
    /// <summary>The definition alone.</summary>
    None = 0,

    /// <summary><c>optional.of</c>, <c>a.?b</c>, <c>a[?b]</c>, <c>[?a]</c>, <c>{?'a': b}</c>, <c>optMap</c>, <c>optFlatMap</c>.</summary>
    Optionals = 1,

    /// <summary>Macros with two variables: <c>all</c>, <c>exists</c>, <c>existsOne</c>, <c>transformList</c>, <c>transformMap</c>, <c>transformMapEntry</c>.</summary>
    TwoVariableMacros = 2,

    /// <summary><c>cel.bind</c>.</summary>
    Bindings = 4,

    /// <summary><c>charAt</c>, <c>indexOf</c>, <c>join</c>, <c>format</c> and the others of the strings library.</summary>
    Strings = 8,

    /// <summary><c>math.greatest</c>, <c>math.bitAnd</c> and the others of the math library.</summary>
    Math = 16,

    /// <summary><c>base64.encode</c> and <c>base64.decode</c>.</summary>
    Encoders = 32,

    /// <summary><c>cel.block</c>, <c>cel.index</c> and <c>cel.iterVar</c>, which optimizers write.</summary>
    Blocks = 64,

    /// <summary>Everything.</summary>
    All = Optionals | TwoVariableMacros | Bindings | Strings | Math | Encoders | Blocks,
}
