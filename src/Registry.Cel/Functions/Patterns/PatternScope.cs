namespace Registry.Cel.Functions.Patterns;

/// <summary>The texts that a translated pattern means the same on as in RE2. On others it is not run.</summary>
internal enum PatternScope
{
    All,

    /// <summary>Categories are known for code points of one UTF-16 unit.</summary>
    BasicPlane,

    /// <summary>The words of .NET have letters beyond ASCII, those of RE2 have none.</summary>
    Ascii,
}
