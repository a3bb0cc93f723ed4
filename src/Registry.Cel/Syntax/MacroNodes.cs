namespace Registry.Cel.Syntax;

/// <summary>Which macro a loop comes from.</summary>
internal enum LoopKind
{
    All,
    Exists,
    ExistsOne,
    Filter,
    List,
    Map,
    MapEntry,
}

/// <summary>A macro that goes through a list or a map.</summary>
internal sealed class Comprehension(int offset, LoopKind kind, Node target, IReadOnlyList<string> variables, Node? filter, Node body) : Node(offset)
{
    public LoopKind Kind { get; } = kind;

    public Node Target { get; } = target;

    /// <summary>One: the element, or a map's key. Two: index and element, or key and value.</summary>
    public IReadOnlyList<string> Variables { get; } = variables;

    /// <summary>The condition on elements that <see cref="Body"/> is made of; null when there is none.</summary>
    public Node? Filter { get; } = filter;

    public Node Body { get; } = body;

    /// <summary>Where the first variable lives, once names are resolved; the second is behind it.</summary>
    public int Slot { get; init; }

    public override IEnumerable<Node> Children => Filter is null ? [Target, Body] : [Target, Filter, Body];
}

/// <summary><c>cel.bind</c> and <c>cel.block</c>: names for values, each of which sees those before it.</summary>
internal sealed class Let(int offset, IReadOnlyList<(string Name, Node Value)> bindings, Node body) : Node(offset)
{
    public IReadOnlyList<(string Name, Node Value)> Bindings { get; } = bindings;

    public Node Body { get; } = body;

    /// <summary>Where the first value lives, once names are resolved.</summary>
    public int Slot { get; init; }

    public override IEnumerable<Node> Children => Bindings.Select(binding => binding.Value).Append(Body);

    // Types and values of later bindings may contain those of earlier ones, as if they were nested.
    protected override int OwnDepth => 1 + Bindings.Count;
}

/// <summary><c>optMap</c> and <c>optFlatMap</c>.</summary>
internal sealed class OptionalMap(int offset, Node target, string variable, Node body, bool isFlat) : Node(offset)
{
    public Node Target { get; } = target;

    public string Variable { get; } = variable;

    public Node Body { get; } = body;

    /// <summary>Whether the body is an optional itself.</summary>
    public bool IsFlat { get; } = isFlat;

    /// <summary>Where the variable lives, once names are resolved.</summary>
    public int Slot { get; init; }

    public override IEnumerable<Node> Children => [Target, Body];
}
