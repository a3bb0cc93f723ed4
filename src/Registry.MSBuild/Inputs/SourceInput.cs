using Registry.Core.Sources;

namespace Registry.MSBuild.Inputs;

/// <summary>One thing that decides what a project becomes: a file with its digest, or a property with its value.</summary>
/// <param name="Name">Framework, kind and name, with <c>/</c>: <c>net10.0/Compile/Program.cs</c>.</param>
/// <param name="Content">Digest of a file; <see langword="null"/> for a property.</param>
/// <param name="Value">Value of a property; empty for a file.</param>
internal sealed record SourceInput(string Name, Digest? Content, string Value)
{
    public static SourceInput File(string name, Digest content) => new(name, content, "");

    public static SourceInput Property(string name, string value) => new(name, null, value);

    /// <summary>What distinguishes two inputs of one name.</summary>
    public string State => Content?.ToString() ?? Value;
}
