using Registry.Cel.Values;

namespace Registry.Cel.Syntax;

internal enum TokenKind
{
    End,
    Literal,
    Identifier,

    /// <summary>A word that only a field or a method may be called.</summary>
    Reserved,

    /// <summary>A field in backticks.</summary>
    Quoted,
    Symbol,
}

/// <param name="Kind">What it is.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Text">The symbol or the name.</param>
/// <param name="Value">The value of a literal.</param>
internal readonly record struct Token(TokenKind Kind, int Offset, string Text, CelValue? Value = null)
{
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public override string ToString() => Kind switch
    {
        TokenKind.End => "the end",
        TokenKind.Literal when Text.Length == 0 => "a literal",
        _ => $"'{Text}'",
    };
}
