namespace Registry.Core.Sources;

/// <summary>
/// What a build makes of a project's sources. A source hash stands for one set of files, so what is packed or published has
/// another than what is only built; <c>docs/source-hash.md</c> specifies how the one follows from the other.
/// </summary>
public static class BuildOutput
{
    /// <summary>The assemblies.</summary>
    public const string Build = "build";

    /// <summary>The packages.</summary>
    public const string Pack = "pack";

    /// <summary>The published files.</summary>
    public const string Publish = "publish";

    /// <summary>All kinds, the commonest first.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Build, Pack, Publish];

    /// <summary>The source hash of one kind of output.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="sources">The source hash of the project.</param>
    public static Digest HashFor(string kind, Digest sources)
    {
        if (kind == Build) return sources;
        var hash = new SourceHash();
        hash.AddProperty("Output", kind);
        hash.AddProperty("Sources", sources.ToString());
        return hash.Compute();
    }
}
