using System.Globalization;

namespace Registry.Cel;

/// <summary>A fault of an expression.</summary>
/// <param name="Message">What is wrong, without the place.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in code points.</param>
public sealed record CelError(string Message, int Line, int Column)
{
    /// <summary><c>line:column: message</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Line}:{Column}: {Message}");
}
