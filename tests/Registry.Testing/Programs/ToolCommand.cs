namespace Registry.Testing.Programs;

/// <summary>How a program is run.</summary>
/// <param name="Program">Where it is.</param>
/// <param name="Directory">The directory that it starts in.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record ToolCommand(string Program, string Directory, params IReadOnlyList<string> Arguments)
{
    /// <summary>What it reads.</summary>
    public string Input { get; init; } = "";

    /// <summary>Variables that are set for it.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether it has the variables of this process besides.</summary>
    public bool InheritsVariables { get; init; } = true;
}
