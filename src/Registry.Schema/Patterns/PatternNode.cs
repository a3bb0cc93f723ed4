namespace Registry.Schema.Patterns;

/// <summary>A part of a regular expression. What a group captures and how greedy a repetition is does not matter to whether it matches.</summary>
internal abstract record PatternNode
{
    /// <summary>How many instructions it makes, with repetitions written out; no more than <see cref="int.MaxValue"/>.</summary>
    public abstract long Size { get; }

    protected static long Bounded(long size) => Math.Min(size, int.MaxValue);
}

internal enum PatternAssertion
{
    Start,
    End,
    WordBoundary,
    NoWordBoundary,
}

internal sealed record SetNode(CodePointSet Set) : PatternNode
{
    public override long Size => 1;
}

internal sealed record AssertionNode(PatternAssertion Assertion) : PatternNode
{
    public override long Size => 1;
}

internal sealed record SequenceNode(IReadOnlyList<PatternNode> Parts) : PatternNode
{
    public override long Size { get; } = Bounded(Parts.Sum(part => part.Size));
}

internal sealed record ChoiceNode(IReadOnlyList<PatternNode> Parts) : PatternNode
{
    public override long Size { get; } = Bounded(Parts.Sum(part => part.Size + 2));
}

/// <summary>A repetition.</summary>
/// <param name="Part">What is repeated.</param>
/// <param name="Least">At least so often.</param>
/// <param name="Most">At most so often; <see langword="null"/> without end.</param>
internal sealed record RepeatNode(PatternNode Part, int Least, int? Most) : PatternNode
{
    public override long Size { get; } = Bounded((Math.Max(Part.Size, 1) * Least) + ((Part.Size + 2) * ((Most ?? (Least + 1L)) - Least)));
}
