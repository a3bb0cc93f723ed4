using Registry.Cel.Values;

namespace Registry.Cel.Syntax;

/// <summary>The text of an expression, for places in it.</summary>
internal sealed class SourceText(string text)
{
    public string Text { get; } = text;

    /// <summary>The error at a place.</summary>
    public CelError ErrorAt(int offset, string message) => new(message, PlaceOf(offset).Line, PlaceOf(offset).Column);

    /// <summary>Line and column, from 1.</summary>
    public (int Line, int Column) PlaceOf(int offset)
    {
        var before = Text.AsSpan(0, Math.Clamp(offset, 0, Text.Length));
        var line = before.LastIndexOf('\n') + 1;
        return (before.Count('\n') + 1, CodePoints.Count(before[line..]) + 1);
    }
}
