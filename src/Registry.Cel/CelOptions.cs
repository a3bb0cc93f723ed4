namespace Registry.Cel;

/// <summary>How an environment compiles expressions.</summary>
public sealed record CelOptions
{
    /// <summary>The namespace that names are looked up in first, such as <c>acme.build</c>; empty for none.</summary>
    public string Container { get; init; } = "";

    /// <summary>What there is beyond the language's definition.</summary>
    public CelExtensions Extensions { get; init; }

    /// <summary>What an expression may be and use.</summary>
    public CelLimits Limits { get; init; } = new();

    /// <summary>Whether types are checked. Without, names and types that are wrong are errors of the evaluation, and only of those parts that it reaches.</summary>
    public bool CheckTypes { get; init; } = true;
}
