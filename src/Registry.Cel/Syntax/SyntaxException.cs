namespace Registry.Cel.Syntax;

/// <summary>The text is not an expression. Never leaves the library.</summary>
internal sealed class SyntaxException(int offset, string message) : Exception(message)
{
    public int Offset { get; } = offset;
}
