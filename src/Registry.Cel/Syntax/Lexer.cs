using System.Buffers;
using System.Globalization;
using Registry.Cel.Values;

namespace Registry.Cel.Syntax;

/// <summary>Cuts an expression into tokens.</summary>
internal sealed class Lexer(string text)
{
    /// <summary>The text of a number without suffix that is larger than an int, and that a minus may make one.</summary>
    public const string BeyondInt = "a number beyond int";

    private static readonly HashSet<string> s_reserved = new(StringComparer.Ordinal)
    {
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace", "return", "var", "void", "while",
    };

    private static readonly SearchValues<char> s_quotable = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-/ ");

    private int _at;

    /// <exception cref="SyntaxException">What follows is no token.</exception>
    public Token Next()
    {
        SkipSpace();
        var start = _at;
        if (_at == text.Length) return new Token(TokenKind.End, start, "");
        var c = text[_at];
        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1)))) return Number(start);
        if (StringLiteral.TryRead(text, ref _at) is { } literal) return new Token(TokenKind.Literal, start, "", literal);
        if (c == '_' || char.IsAsciiLetter(c)) return Name(start);
        if (c == '`') return Quoted(start);
        if (SymbolOf(c, Peek(1)) is { } symbol)
        {
            _at += symbol.Length;
            return new Token(TokenKind.Symbol, start, symbol);
        }

        throw new SyntaxException(start, $"'{(char.IsSurrogatePair(c, Peek(1)) ? text.Substring(start, 2) : c.ToString())}' has no place here");
    }

    private static string? SymbolOf(char c, char next) => (c, next) switch
    {
        ('&', '&') => "&&", ('|', '|') => "||", ('=', '=') => "==", ('!', '=') => "!=", ('<', '=') => "<=", ('>', '=') => ">=",
        ('<', _) => "<", ('>', _) => ">", ('+', _) => "+", ('-', _) => "-", ('*', _) => "*", ('/', _) => "/", ('%', _) => "%", ('!', _) => "!",
        ('?', _) => "?", (':', _) => ":", ('.', _) => ".", (',', _) => ",",
        ('(', _) => "(", (')', _) => ")", ('[', _) => "[", (']', _) => "]", ('{', _) => "{", ('}', _) => "}",
        _ => null,
    };

    private char Peek(int ahead) => _at + ahead < text.Length ? text[_at + ahead] : '\0';

    private void SkipSpace()
    {
        while (_at < text.Length)
        {
            if (text[_at] is ' ' or '\t' or '\n' or '\f' or '\r') _at++;
            else if (text[_at] == '/' && Peek(1) == '/') _at = text.IndexOf('\n', _at) is var end && end < 0 ? text.Length : end;
            else return;
        }
    }

    private Token Name(int start)
    {
        while (Peek(0) == '_' || char.IsAsciiLetterOrDigit(Peek(0))) _at++;
        var name = text[start.._at];
        return name switch
        {
            "true" => new Token(TokenKind.Literal, start, name, CelBool.True),
            "false" => new Token(TokenKind.Literal, start, name, CelBool.False),
            "null" => new Token(TokenKind.Literal, start, name, CelNull.Instance),
            "in" => new Token(TokenKind.Symbol, start, name),
            _ => new Token(s_reserved.Contains(name) ? TokenKind.Reserved : TokenKind.Identifier, start, name),
        };
    }

    private Token Quoted(int start)
    {
        var end = text.IndexOf('`', start + 1);
        var name = end < 0 ? "" : text[(start + 1)..end];
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(s_quotable))
            throw new SyntaxException(start, "a field in backticks is made of letters, digits, '_', '.', '-', '/' and spaces, and ends with a backtick");
        _at = end + 1;
        return new Token(TokenKind.Quoted, start, name);
    }

    private Token Number(int start)
    {
        if (text[_at] == '0' && Peek(1) is 'x' or 'X' && char.IsAsciiHexDigit(Peek(2)))
        {
            _at += 2;
            while (char.IsAsciiHexDigit(Peek(0))) _at++;
            return Whole(start, text.AsSpan(start + 2, _at - start - 2), NumberStyles.AllowHexSpecifier);
        }

        while (char.IsAsciiDigit(Peek(0))) _at++;
        var isDouble = false;
        if (Peek(0) == '.' && char.IsAsciiDigit(Peek(1)))
        {
            isDouble = true;
            _at++;
            while (char.IsAsciiDigit(Peek(0))) _at++;
        }

        if (Peek(0) is 'e' or 'E' && (char.IsAsciiDigit(Peek(1)) || (Peek(1) is '+' or '-' && char.IsAsciiDigit(Peek(2)))))
        {
            isDouble = true;
            _at += 2;
            while (char.IsAsciiDigit(Peek(0))) _at++;
        }

        return isDouble
            ? new Token(TokenKind.Literal, start, "", new CelDouble(double.Parse(text.AsSpan(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture)))
            : Whole(start, text.AsSpan(start, _at - start), NumberStyles.None);
    }

    /// <summary>Whether a number is too large for an int is for the parser to say, which knows the sign.</summary>
    private Token Whole(int start, ReadOnlySpan<char> digits, NumberStyles style)
    {
        if (!ulong.TryParse(digits, style, CultureInfo.InvariantCulture, out var value)) throw new SyntaxException(start, "the number is out of range");
        if (Peek(0) is 'u' or 'U')
        {
            _at++;
            return new Token(TokenKind.Literal, start, "", new CelUint(value));
        }

        return value <= long.MaxValue
            ? new Token(TokenKind.Literal, start, "", CelInt.Of((long)value))
            : new Token(TokenKind.Literal, start, BeyondInt, new CelUint(value));
    }
}
