using System.Globalization;

namespace Registry.Cel.Functions.Patterns;

/// <summary>Escapes and classes.</summary>
internal sealed partial class PatternTranslator
{
    private void Escape()
    {
        if (_at + 1 >= _pattern.Length) throw new PatternException("trailing \\");
        switch (_pattern[_at + 1])
        {
            case 'A' or 'z':
                _result.Append($"(?:\\{_pattern[_at + 1]})");
                _at += 2;
                break;
            case 'b' or 'B':
                _hasBoundary = true;
                _result.Append($"(?:\\{_pattern[_at + 1]})");
                _at += 2;
                break;
            case 'Q':
                var end = _pattern.IndexOf("\\E", _at, StringComparison.Ordinal) is var found && found < 0 ? _pattern.Length : found;
                _at += 2;
                // What follows a quotation repeats its last character, so that each is an atom of its own.
                while (_at < end)
                {
                    var (start, weight) = (_result.Length, _weight);
                    Literal(CodePoint());
                    _weight++;
                    if (_at < end) continue;
                    Take("\\E");
                    Quantifier(start, weight);
                    return;
                }

                Take("\\E");
                break;
            default:
                if (Perl() is { } set) _result.Append(set.Format());
                else Literal(EscapedPoint());
                break;
        }
    }

    /// <summary><c>\d</c>, <c>\pL</c> and their like; null when something else follows.</summary>
    private CodePointSet? Perl()
    {
        var c = _at + 1 < _pattern.Length ? _pattern[_at + 1] : '\0';
        CodePointSet? set = c switch
        {
            'd' or 'D' => CodePointSet.Digit,
            'w' or 'W' => CodePointSet.Word,
            's' or 'S' => CodePointSet.Space,
            'p' or 'P' => Category(),
            _ => null,
        };
        if (set is null) return null;
        _at += 2;
        return char.IsAsciiLetterUpper(c) ? set.Negated() : set;
    }

    /// <summary>The set of a category; the place is left two characters before what follows it.</summary>
    private CodePointSet Category()
    {
        var start = _at + 2;
        var isLong = start < _pattern.Length && _pattern[start] == '{';
        var end = isLong ? _pattern.IndexOf('}', start) : start;
        if (end < 0 || end >= _pattern.Length) throw new PatternException("invalid character class: \\p");
        var name = isLong ? _pattern[(start + 1)..end] : _pattern[start..(end + 1)];
        var negated = name.StartsWith('^');
        if (!Categories.TryGet(negated ? name[1..] : name, out var set)) throw new PatternException($"no general category of Unicode: {name}");
        _at = end - 1;
        _hasCategory = true;
        return negated ? set.Negated() : set;
    }

    /// <summary>The code point that an escape stands for.</summary>
    private int EscapedPoint()
    {
        var c = _pattern[_at + 1];
        var simple = "afnrtv".IndexOf(c, StringComparison.Ordinal);
        if (simple >= 0 || (char.IsAscii(c) && !char.IsLetterOrDigit(c)))
        {
            _at += 2;
            return simple >= 0 ? "\a\f\n\r\t\v"[simple] : c;
        }

        if (c == 'x') return Hexadecimal();
        var digits = _pattern.AsSpan(_at + 1).IndexOfAnyExceptInRange('0', '7') is var end && end < 0 ? _pattern.Length - _at - 1 : end;
        // One digit alone, but for 0, would refer back to a group.
        if (digits == 0 || (digits == 1 && c != '0')) throw new PatternException($"invalid escape sequence: \\{c}");
        var point = 0;
        foreach (var digit in _pattern.AsSpan(_at + 1, Math.Min(digits, 3))) point = (point * 8) + digit - '0';
        _at += 1 + Math.Min(digits, 3);
        return point;
    }

    private int Hexadecimal()
    {
        _at += 2;
        var isLong = Take("{");
        var end = isLong ? _pattern.IndexOf('}', _at) : Math.Min(_at + 2, _pattern.Length);
        if (end < 0 || end - _at is 0 or > 8 || (!isLong && end - _at != 2) || !int.TryParse(_pattern.AsSpan(_at, end - _at), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) || point is < 0 or > 0x10ffff)
            throw new PatternException("invalid escape sequence: \\x");
        _at = end + (isLong ? 1 : 0);
        return point;
    }

    private CodePointSet Class()
    {
        var negated = Take("^");
        var set = new CodePointSet();
        for (var isFirst = true; isFirst || _at >= _pattern.Length || _pattern[_at] != ']'; isFirst = false)
        {
            if (_at >= _pattern.Length) throw new PatternException("missing closing ]");
            if (Posix() is { } named || (_pattern[_at] == '\\' && (named = Perl()) is not null))
            {
                set.Add(named);
                continue;
            }

            var from = ClassPoint();
            var to = from;
            if (_at + 1 < _pattern.Length && _pattern[_at] == '-' && _pattern[_at + 1] != ']')
            {
                _at++;
                to = ClassPoint();
                if (to < from) throw new PatternException("invalid character class range");
            }

            set.Add(from, to);
        }

        _at++;
        if (_ignoreCase) set = set.Folded();
        return negated ? set.Negated() : set;
    }

    private int ClassPoint() => _pattern[_at] == '\\' && _at + 1 < _pattern.Length ? EscapedPoint() : CodePoint();

    private CodePointSet? Posix()
    {
        if (!_pattern.AsSpan(_at).StartsWith("[:", StringComparison.Ordinal)) return null;
        var end = _pattern.IndexOf(":]", _at, StringComparison.Ordinal);
        if (end < 0) return null;
        var name = _pattern[(_at + 2)..end];
        _at = end + 2;
        var negated = name.StartsWith('^');
        Func<char, bool> belongs = (negated ? name[1..] : name) switch
        {
            "alnum" => char.IsAsciiLetterOrDigit,
            "alpha" => char.IsAsciiLetter,
            "ascii" => char.IsAscii,
            "blank" => c => c is ' ' or '\t',
            "cntrl" => c => c is < ' ' or '\x7f',
            "digit" => char.IsAsciiDigit,
            "graph" => c => c is > ' ' and < '\x7f',
            "lower" => char.IsAsciiLetterLower,
            "print" => c => c is >= ' ' and < '\x7f',
            "punct" => c => c is > ' ' and < '\x7f' && !char.IsAsciiLetterOrDigit(c),
            "space" => c => c is ' ' or (>= '\t' and <= '\r'),
            "upper" => char.IsAsciiLetterUpper,
            "word" => c => c == '_' || char.IsAsciiLetterOrDigit(c),
            "xdigit" => char.IsAsciiHexDigit,
            _ => throw new PatternException("invalid character class range"),
        };
        var set = new CodePointSet();
        for (var c = '\0'; c < 128; c++)
            if (belongs(c)) set.Add(c, c);
        return negated ? set.Negated() : set;
    }
}
