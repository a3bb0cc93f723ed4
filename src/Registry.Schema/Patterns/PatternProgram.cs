namespace Registry.Schema.Patterns;

internal enum PatternOperation
{
    /// <summary>Takes one code point of a set, then goes on at the next instruction.</summary>
    Take,

    /// <summary>Goes on at the next instruction if the assertion holds.</summary>
    Assert,

    /// <summary>Goes on at the next instruction and at another one.</summary>
    Split,

    /// <summary>Goes on at another instruction.</summary>
    Jump,

    /// <summary>The pattern matches.</summary>
    Match,
}

internal readonly record struct PatternInstruction(PatternOperation Operation, CodePointSet? Set = null, PatternAssertion Assertion = default, int Target = 0);

/// <summary>
/// A pattern as a non-deterministic automaton, after Thompson: time grows with pattern times text and never faster, see
/// https://swtch.com/~rsc/regexp/regexp2.html.
/// </summary>
internal sealed class PatternProgram
{
    private readonly List<PatternInstruction> _code = [];

    private PatternProgram(PatternNode node)
    {
        Emit(node);
        _code.Add(new(PatternOperation.Match));
    }

    public IReadOnlyList<PatternInstruction> Code => _code;

    /// <param name="pattern">A regular expression.</param>
    /// <param name="room">How many instructions it may have.</param>
    /// <exception cref="PatternException">The pattern is refused.</exception>
    public static PatternProgram Compile(string pattern, int room)
    {
        var node = PatternParser.Parse(pattern);
        return node.Size < room ? new(node)
            : throw new PatternException($"the patterns of the schema have more than {SchemaLimits.PatternInstructions} instructions, with repetitions written out");
    }

    private void Emit(PatternNode node)
    {
        switch (node)
        {
            case SetNode set:
                _code.Add(new(PatternOperation.Take, set.Set));
                break;
            case AssertionNode assertion:
                _code.Add(new(PatternOperation.Assert, Assertion: assertion.Assertion));
                break;
            case SequenceNode sequence:
                foreach (var part in sequence.Parts) Emit(part);
                break;
            case ChoiceNode choice:
                EmitChoice(choice.Parts);
                break;
            case RepeatNode repeat:
                EmitRepeat(repeat);
                break;
        }
    }

    private void EmitChoice(IReadOnlyList<PatternNode> parts)
    {
        List<int> jumps = [];
        foreach (var part in parts.SkipLast(1))
        {
            var split = Reserve();
            Emit(part);
            jumps.Add(Reserve());
            _code[split] = new(PatternOperation.Split, Target: _code.Count);
        }
        Emit(parts[^1]);
        foreach (var jump in jumps) _code[jump] = new(PatternOperation.Jump, Target: _code.Count);
    }

    private void EmitRepeat(RepeatNode repeat)
    {
        for (var count = 0; count < repeat.Least; count++) Emit(repeat.Part);
        if (repeat.Most is not { } most)
        {
            var split = Reserve();
            Emit(repeat.Part);
            _code.Add(new(PatternOperation.Jump, Target: split));
            _code[split] = new(PatternOperation.Split, Target: _code.Count);
            return;
        }
        List<int> exits = [];
        for (var count = repeat.Least; count < most; count++)
        {
            exits.Add(Reserve());
            Emit(repeat.Part);
        }
        foreach (var exit in exits) _code[exit] = new(PatternOperation.Split, Target: _code.Count);
    }

    private int Reserve()
    {
        _code.Add(default);
        return _code.Count - 1;
    }
}
