namespace Registry.Schema.Patterns;

/// <summary>Reads regular expressions of ECMA-262 with the flag <c>u</c>, without lookaround, back-references and modifiers.</summary>
internal sealed class PatternParser
{
    private readonly PatternText _text;
    private readonly HashSet<string> _groups = new(StringComparer.Ordinal);
    private int _depth;

    private PatternParser(string pattern) => _text = new(pattern);

    /// <exception cref="PatternException">The pattern is refused.</exception>
    public static PatternNode Parse(string pattern)
    {
        if (pattern.Length > SchemaLimits.PatternCharacters) throw new PatternException($"the pattern is longer than {SchemaLimits.PatternCharacters} characters");
        PatternParser parser = new(pattern);
        var node = parser.Choice();
        return parser._text.AtEnd ? node : throw parser._text.Refused("')' closes nothing");
    }

    private PatternNode Choice()
    {
        List<PatternNode> parts = [Sequence()];
        while (_text.TryTake("|")) parts.Add(Sequence());
        return parts.Count == 1 ? parts[0] : new ChoiceNode(parts);
    }

    private SequenceNode Sequence()
    {
        List<PatternNode> parts = [];
        while (_text.Next is not (-1 or '|' or ')')) parts.Add(Term());
        return new(parts);
    }

    private PatternNode Term()
    {
        if (_text.TryTake("^")) return new AssertionNode(PatternAssertion.Start);
        if (_text.TryTake("$")) return new AssertionNode(PatternAssertion.End);
        if (_text.TryTake("\\b")) return new AssertionNode(PatternAssertion.WordBoundary);
        if (_text.TryTake("\\B")) return new AssertionNode(PatternAssertion.NoWordBoundary);
        return Repeated(Atom());
    }

    private PatternNode Atom() => _text.Next switch
    {
        '(' => Group(),
        '[' => new SetNode(new PatternSets(_text).Class()),
        '\\' => new SetNode(new PatternSets(_text).Escape(inClass: false).Set),
        '*' or '+' or '?' or '{' => throw _text.Refused("there is nothing to repeat; a literal one needs '\\' before it"),
        ']' or '}' => throw _text.Refused("a literal bracket or brace needs '\\' before it"),
        '.' => Dot(),
        _ => new SetNode(CodePointSet.Of(_text.Take())),
    };

    private SetNode Dot()
    {
        _text.Take();
        return new(CodePointSet.NotLineEnds);
    }

    private PatternNode Group()
    {
        _text.Take();
        if (_text.TryTake("?=") || _text.TryTake("?!") || _text.TryTake("?<=") || _text.TryTake("?<!")) throw _text.Refused("lookaround is not offered");
        if (_text.TryTake("?<")) Name();
        else if (!_text.TryTake("?:") && _text.Next == '?') throw _text.Refused("this kind of group is not offered");
        if (++_depth > SchemaLimits.PatternDepth) throw _text.Refused($"groups are deeper than {SchemaLimits.PatternDepth} levels");
        var node = Choice();
        if (!_text.TryTake(")")) throw _text.Refused("')' is missing");
        _depth--;
        return node;
    }

    private void Name()
    {
        var name = _text.TakeUntil('>');
        if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '$'))
            throw _text.Refused("the name of the group is no identifier");
        if (!_groups.Add(name)) throw _text.Refused("two groups have this name");
    }

    private PatternNode Repeated(PatternNode atom)
    {
        (int Least, int? Most)? count = _text.Next switch
        {
            '*' => Taken(0, null),
            '+' => Taken(1, null),
            '?' => Taken(0, 1),
            '{' => Count(),
            _ => null,
        };
        if (count is null) return atom;
        // A lazy repetition finds another match, and finds one if and only if the greedy one does.
        _text.TryTake("?");
        return new RepeatNode(atom, count.Value.Least, count.Value.Most);
    }

    private (int Least, int? Most) Taken(int least, int? most)
    {
        _text.Take();
        return (least, most);
    }

    private (int Least, int? Most) Count()
    {
        _text.Take();
        var least = _text.TakeNumber();
        int? most = _text.TryTake(",") ? _text.Next == '}' ? null : _text.TakeNumber() : least;
        if (!_text.TryTake("}")) throw _text.Refused("'}' is missing");
        return most < least ? throw _text.Refused("the numbers of the repetition are out of order") : (least, most);
    }
}
