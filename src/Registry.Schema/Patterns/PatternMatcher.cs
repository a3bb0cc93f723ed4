namespace Registry.Schema.Patterns;

/// <summary>Runs programs over texts. All that one matcher runs shares <see cref="SchemaLimits.PatternSteps"/>. For one thread.</summary>
internal sealed class PatternMatcher
{
    private int _steps = SchemaLimits.PatternSteps;

    /// <summary>Whether the pattern matches anywhere in a text of whole surrogate pairs; <see langword="null"/> when the steps are used up.</summary>
    public bool? IsMatch(PatternProgram program, string text)
    {
        if (!Spend(program.Code.Count)) return null;
        Run run = new(program, text);
        var at = 0;
        while (true)
        {
            // A match may begin everywhere.
            run.Enter(0, at);
            if (!Spend(run.Visited)) return null;
            if (run.Matched) return true;
            if (at == text.Length) return false;
            var point = char.IsHighSurrogate(text[at]) ? char.ConvertToUtf32(text, at) : text[at];
            at += point > char.MaxValue ? 2 : 1;
            run.Consume(point, at);
            if (!Spend(run.Visited)) return null;
        }
    }

    private bool Spend(int steps)
    {
        _steps = Math.Max(0, _steps - steps);
        return _steps > 0;
    }

    /// <summary>The places of a program that have been reached, before one code point.</summary>
    private sealed class Run(PatternProgram program, string text)
    {
        private readonly int[] _seenAt = new int[program.Code.Count];
        private readonly Stack<int> _pending = new();
        private List<int> _reached = [];
        private List<int> _left = [];

        public bool Matched { get; private set; }

        /// <summary>Steps of the last call.</summary>
        public int Visited { get; private set; }

        public void Enter(int instruction, int at)
        {
            Visited = 1;
            Follow(instruction, at);
        }

        public void Consume(int point, int at)
        {
            (_left, _reached) = (_reached, _left);
            _reached.Clear();
            Visited = _left.Count;
            foreach (var instruction in _left)
            {
                if (program.Code[instruction].Set!.Contains(point)) Follow(instruction + 1, at);
            }
        }

        private void Follow(int first, int at)
        {
            _pending.Push(first);
            while (_pending.TryPop(out var instruction))
            {
                Visited++;
                if (_seenAt[instruction] == at + 1) continue;
                _seenAt[instruction] = at + 1;
                var (operation, _, assertion, target) = program.Code[instruction];
                if (operation == PatternOperation.Take) _reached.Add(instruction);
                if (operation == PatternOperation.Match) Matched = true;
                if (operation is PatternOperation.Jump or PatternOperation.Split) _pending.Push(target);
                if (operation == PatternOperation.Split || (operation == PatternOperation.Assert && Holds(assertion, at))) _pending.Push(instruction + 1);
            }
        }

        private bool Holds(PatternAssertion assertion, int at) => assertion switch
        {
            PatternAssertion.Start => at == 0,
            PatternAssertion.End => at == text.Length,
            PatternAssertion.WordBoundary => IsWord(at - 1) != IsWord(at),
            _ => IsWord(at - 1) == IsWord(at),
        };

        private bool IsWord(int at) => at >= 0 && at < text.Length && CodePointSet.Words.Contains(text[at]);
    }
}
