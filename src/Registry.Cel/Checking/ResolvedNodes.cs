using Registry.Cel.Functions;
using Registry.Cel.Syntax;

namespace Registry.Cel.Checking;

/// <summary>A variable of the environment.</summary>
/// <param name="offset">Where it is named.</param>
/// <param name="name">Its full name.</param>
/// <param name="slot">Its number among those that the program uses.</param>
internal sealed class Variable(int offset, string name, int slot) : Node(offset)
{
    public string Name { get; } = name;

    public int Slot { get; } = slot;

    public override IEnumerable<Node> Children => [];
}

/// <summary>A variable of a macro.</summary>
internal sealed class Local(int offset, int slot) : Node(offset)
{
    public int Slot { get; } = slot;

    public override IEnumerable<Node> Children => [];
}

/// <summary>A call of a function that exists; of a method, the target is the first argument.</summary>
internal sealed class Invocation(int offset, Function function, bool isMember, IReadOnlyList<Node> arguments) : Node(offset)
{
    public Function Function { get; } = function;

    public bool IsMember { get; } = isMember;

    public IReadOnlyList<Node> Arguments { get; } = arguments;

    public override IEnumerable<Node> Children => Arguments;
}
