using Registry.Cel.Values;

namespace Registry.Cel.Syntax;

/// <summary>A part of an expression.</summary>
/// <param name="offset">Where it stands, in UTF-16 code units; for an operator the operator itself.</param>
internal abstract class Node(int offset)
{
    public int Offset { get; } = offset;

    /// <summary>The length of the longest path down, this node included. Everything that walks the tree recurses so deep.</summary>
    public int Depth { get; private set; }

    /// <summary>How many macros with variables are nested within each other here.</summary>
    public int LoopDepth { get; private set; }

    public abstract IEnumerable<Node> Children { get; }

    /// <summary>Levels that the node itself adds.</summary>
    protected virtual int OwnDepth => 1;

    /// <summary>Computes the depths once the children stand.</summary>
    public void Measure()
    {
        foreach (var child in Children)
        {
            Depth = Math.Max(Depth, child.Depth);
            LoopDepth = Math.Max(LoopDepth, child.LoopDepth);
        }

        Depth += OwnDepth;
        // What a loop goes through is made before it, once.
        if (this is Comprehension loop) LoopDepth = Math.Max(loop.Target.LoopDepth, 1 + Math.Max(loop.Body.LoopDepth, loop.Filter?.LoopDepth ?? 0));
    }
}

internal sealed class Literal(int offset, CelValue value) : Node(offset)
{
    public CelValue Value { get; } = value;

    public override IEnumerable<Node> Children => [];
}

/// <summary>A name without dots.</summary>
internal sealed class Identifier(int offset, string name, bool isAbsolute) : Node(offset)
{
    public string Name { get; } = name;

    /// <summary>Written with a leading dot: not looked up in the container, nor among the variables of macros.</summary>
    public bool IsAbsolute { get; } = isAbsolute;

    public override IEnumerable<Node> Children => [];
}

/// <summary><c>operand.field</c>, <c>operand.?field</c> or <c>has(operand.field)</c>.</summary>
internal sealed class Select(int offset, Node operand, string field, bool isOptional, bool isTest, bool isQuoted) : Node(offset)
{
    public Node Operand { get; } = operand;

    public string Field { get; } = field;

    public bool IsOptional { get; } = isOptional;

    public bool IsTest { get; } = isTest;

    /// <summary>Written in backticks, so that it cannot be a part of a longer name.</summary>
    public bool IsQuoted { get; } = isQuoted;

    public override IEnumerable<Node> Children => [Operand];
}

/// <summary><c>operand[index]</c> or <c>operand[?index]</c>.</summary>
internal sealed class Subscript(int offset, Node operand, Node index, bool isOptional) : Node(offset)
{
    public Node Operand { get; } = operand;

    public Node Index { get; } = index;

    public bool IsOptional { get; } = isOptional;

    public override IEnumerable<Node> Children => [Operand, Index];
}

/// <summary>A call by name, which may also be an operator such as <c>_+_</c>.</summary>
internal sealed class Call(int offset, Node? target, string name, IReadOnlyList<Node> arguments, bool isAbsolute = false) : Node(offset)
{
    public Node? Target { get; } = target;

    public string Name { get; } = name;

    public IReadOnlyList<Node> Arguments { get; } = arguments;

    public bool IsAbsolute { get; } = isAbsolute;

    public override IEnumerable<Node> Children => Target is null ? Arguments : Arguments.Prepend(Target);
}

/// <summary><c>[a, ?b]</c>.</summary>
internal sealed class ListLiteral(int offset, IReadOnlyList<(Node Value, bool IsOptional)> elements) : Node(offset)
{
    public IReadOnlyList<(Node Value, bool IsOptional)> Elements { get; } = elements;

    public override IEnumerable<Node> Children => Elements.Select(element => element.Value);
}

/// <summary><c>{a: b, ?c: d}</c>.</summary>
internal sealed class MapLiteral(int offset, IReadOnlyList<(Node Key, Node Value, bool IsOptional)> entries) : Node(offset)
{
    public IReadOnlyList<(Node Key, Node Value, bool IsOptional)> Entries { get; } = entries;

    public override IEnumerable<Node> Children => Entries.SelectMany(entry => new[] { entry.Key, entry.Value });
}

/// <summary><c>a &amp;&amp; b &amp;&amp; c</c> or <c>a || b || c</c>.</summary>
internal sealed class Logical(int offset, bool isAnd, IReadOnlyList<Node> operands) : Node(offset)
{
    public bool IsAnd { get; } = isAnd;

    public IReadOnlyList<Node> Operands { get; } = operands;

    public override IEnumerable<Node> Children => Operands;
}

/// <summary><c>condition ? yes : no</c>.</summary>
internal sealed class Conditional(int offset, Node condition, Node yes, Node no) : Node(offset)
{
    public Node Condition { get; } = condition;

    public Node Yes { get; } = yes;

    public Node No { get; } = no;

    public override IEnumerable<Node> Children => [Condition, Yes, No];
}

/// <summary>What is not there: an unknown name, or a message.</summary>
internal sealed class Unknown(int offset, string message) : Node(offset)
{
    public string Message { get; } = message;

    public override IEnumerable<Node> Children => [];
}
