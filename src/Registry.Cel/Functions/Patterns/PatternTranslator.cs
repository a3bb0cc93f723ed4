using System.Globalization;
using System.Text;

namespace Registry.Cel.Functions.Patterns;

/// <summary>
/// Writes a pattern of RE2 as one of .NET that means the same: by code point, with ASCII classes, and with <c>$</c> at the very end. What only
/// .NET knows is refused.
/// </summary>
internal sealed partial class PatternTranslator
{
    private const int MaxDepth = 50;
    private const int MaxRepeat = 1000;

    // States of the automaton grow with it, and what each costs does too.
    private const long MaxWeight = 500;

    private readonly string _pattern;
    private readonly StringBuilder _result = new();
    private int _at;
    private int _depth;
    private long _weight;
    private bool _ignoreCase;
    private bool _multiline;
    private bool _dotIsAll;
    private bool _hasBoundary;
    private bool _hasCategory;

    private PatternTranslator(string pattern) => _pattern = pattern;

    /// <summary>The pattern, which texts it is right for, and how many atoms it has when repetitions are written out.</summary>
    /// <exception cref="PatternException">It is not one of RE2.</exception>
    public static (string Pattern, PatternScope Scope, long Weight) Translate(string pattern)
    {
        var translator = new PatternTranslator(pattern);
        translator.Alternatives();
        if (translator._at < pattern.Length) throw new PatternException("unexpected )");
        return (translator._result.ToString(), translator._hasBoundary ? PatternScope.Ascii : translator._hasCategory ? PatternScope.BasicPlane : PatternScope.All, translator._weight);
    }

    private void Alternatives()
    {
        while (_at < _pattern.Length && _pattern[_at] != ')')
        {
            if (_pattern[_at] == '|')
            {
                _result.Append('|');
                _at++;
                continue;
            }

            var (start, weight) = (_result.Length, _weight);
            if (Atom()) Quantifier(start, weight);
        }
    }

    /// <summary>Writes one atom; false for flags, which are none.</summary>
    private bool Atom()
    {
        var c = _pattern[_at];
        switch (c)
        {
            case '(':
                return Group();
            case '[':
                _at++;
                _result.Append(Class().Format());
                return true;
            case '.':
                _at++;
                _result.Append((_dotIsAll ? CodePointSet.All : CodePointSet.NoLineFeed).Format());
                return true;
            case '^' or '$':
                _at++;
                _result.Append(_multiline ? $"(?m:{c})" : c == '^' ? "(?:^)" : "(?:\\z)");
                return true;
            case '*' or '+' or '?':
                throw new PatternException($"missing argument to repetition operator: {c}");
            case '\\':
                Escape();
                return true;
            default:
                Literal(CodePoint());
                return true;
        }
    }

    private bool Group()
    {
        _at++;
        if (++_depth > MaxDepth) throw new PatternException($"groups are nested deeper than {MaxDepth} levels");
        var flags = (_ignoreCase, _multiline, _dotIsAll);
        if (Take("?") && !Name() && Flags())
        {
            // Flags alone hold until the end of the group around them.
            _depth--;
            return false;
        }

        _result.Append("(?:");
        Alternatives();
        if (!Take(")")) throw new PatternException("missing closing )");
        _result.Append(')');
        _depth--;
        (_ignoreCase, _multiline, _dotIsAll) = flags;
        return true;
    }

    private bool Name()
    {
        if (!Take("P<") && !Take("<")) return false;
        var end = _pattern.IndexOf('>', _at);
        if (end <= _at || !_pattern[_at..end].All(c => c == '_' || char.IsAsciiLetterOrDigit(c))) throw new PatternException("invalid named group");
        _at = end + 1;
        return true;
    }

    /// <summary>Reads flags behind <c>(?</c>; true when no group follows.</summary>
    private bool Flags()
    {
        var value = true;
        while (_at < _pattern.Length)
        {
            switch (_pattern[_at++])
            {
                case 'i': _ignoreCase = value; break;
                case 'm': _multiline = value; break;
                case 's': _dotIsAll = value; break;
                // Which match is the first to be found makes no difference to whether there is one.
                case 'U': break;
                case '-' when value: value = false; break;
                case ':': return false;
                case ')': return true;
                default: throw new PatternException("invalid or unsupported group syntax");
            }
        }

        throw new PatternException("missing closing )");
    }

    /// <summary>Repeats what was written from <paramref name="start"/> on, which weighs what came on top of <paramref name="weight"/>.</summary>
    private void Quantifier(int start, long weight)
    {
        if (++_weight > MaxWeight) throw TooLarge;
        if (_at >= _pattern.Length) return;
        var most = 1;
        var quantifier = _pattern[_at] is '*' or '+' or '?' ? _pattern[_at].ToString() : Count(out most);
        if (quantifier is null) return;
        _weight = weight + ((_weight - weight) * Math.Max(most, 1));
        if (_weight > MaxWeight) throw TooLarge;
        _at += _pattern[_at] == '{' ? _pattern.IndexOf('}', _at) - _at + 1 : 1;
        Take("?");
        if (_at < _pattern.Length && (_pattern[_at] is '*' or '+' or '?' || Count(out _) is not null)) throw new PatternException("invalid nested repetition operator");
        _result.Insert(start, "(?:").Append(')').Append(quantifier);
    }

    /// <summary>A repetition in braces; null when it is none, and the brace stands for itself.</summary>
    private string? Count(out int most)
    {
        most = 1;
        var end = _pattern[_at] == '{' ? _pattern.IndexOf('}', _at) : -1;
        if (end < 0) return null;
        var parts = _pattern[(_at + 1)..end].Split(',');
        if (parts.Length > 2 || parts[0].Length == 0 || !parts.All(part => part.All(char.IsAsciiDigit))) return null;
        var least = Number(parts[0]);
        most = parts.Length == 1 || parts[1].Length == 0 ? least : Number(parts[1]);
        if (least > MaxRepeat || most > MaxRepeat || most < least) throw new PatternException("invalid repetition count");
        return _pattern[_at..(end + 1)];
    }

    private static PatternException TooLarge => new($"more than {MaxWeight} atoms, with repetitions written out");

    private static int Number(string digits) => digits.Length > 4 ? int.MaxValue : int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private void Literal(int point)
    {
        var set = new CodePointSet().Add(point, point);
        _result.Append((_ignoreCase ? set.Folded() : set).Format());
    }

    private int CodePoint()
    {
        var rune = Rune.TryGetRuneAt(_pattern, _at, out var found) ? found : throw new PatternException("invalid UTF-8");
        _at += rune.Utf16SequenceLength;
        return rune.Value;
    }

    private bool Take(string text)
    {
        if (!_pattern.AsSpan(_at).StartsWith(text, StringComparison.Ordinal)) return false;
        _at += text.Length;
        return true;
    }
}
