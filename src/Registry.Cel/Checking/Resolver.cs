using Registry.Cel.Functions;
using Registry.Cel.Syntax;
using Registry.Cel.Values;

namespace Registry.Cel.Checking;

/// <summary>Finds out what the names of an expression stand for. What stands for nothing becomes an <see cref="Unknown"/>.</summary>
internal sealed class Resolver(string container, Func<string, bool> isVariable, FunctionTable functions)
{
    private readonly List<string> _locals = [];
    private readonly Dictionary<string, int> _variables = new(StringComparer.Ordinal);
    private readonly string[] _prefixes = Prefixes(container);

    /// <summary>The variables that the expression uses, in the order of their slots.</summary>
    public IReadOnlyList<string> Variables => [.. _variables.OrderBy(variable => variable.Value).Select(variable => variable.Key)];

    /// <summary>How many variables of macros there are at most at a time.</summary>
    public int LocalCount { get; private set; }

    public Node Resolve(Node node) => node switch
    {
        Identifier name => Named(name) ?? new Unknown(name.Offset, $"undeclared reference to '{name.Name}' (in container '{container}')"),
        Select { IsTest: false } select when Named(select) is { } named => named,
        Select select => new Select(select.Offset, Resolve(select.Operand), select.Field, select.IsOptional, select.IsTest, select.IsQuoted),
        Subscript subscript => new Subscript(subscript.Offset, Resolve(subscript.Operand), Resolve(subscript.Index), subscript.IsOptional),
        Call call => Resolve(call),
        ListLiteral list => new ListLiteral(list.Offset, [.. list.Elements.Select(element => (Resolve(element.Value), element.IsOptional))]),
        MapLiteral map => new MapLiteral(map.Offset, [.. map.Entries.Select(entry => (Resolve(entry.Key), Resolve(entry.Value), entry.IsOptional))]),
        Logical logical => new Logical(logical.Offset, logical.IsAnd, [.. logical.Operands.Select(Resolve)]),
        Conditional conditional => new Conditional(conditional.Offset, Resolve(conditional.Condition), Resolve(conditional.Yes), Resolve(conditional.No)),
        Comprehension loop => Resolve(loop),
        Let let => Resolve(let),
        OptionalMap map => Resolve(map),
        _ => node,
    };

    private Node? Named(Node node)
    {
        if (Parser.QualifiedName(node) is not { } name) return null;
        var (root, isAbsolute) = Root(node);
        if (!isAbsolute && _locals.LastIndexOf(root) is var local and >= 0) return node is Identifier ? new Local(node.Offset, local) : null;
        foreach (var prefix in isAbsolute ? [""] : _prefixes)
        {
            if (isVariable(prefix + name)) return new Variable(node.Offset, prefix + name, Slot(prefix + name));
            if (FunctionTable.TypeNames.ContainsKey(prefix + name)) return new Literal(node.Offset, new CelTypeValue(prefix + name));
        }

        return null;
    }

    private int Slot(string variable)
    {
        if (!_variables.TryGetValue(variable, out var slot)) _variables.Add(variable, slot = _variables.Count);
        return slot;
    }

    private Node Resolve(Call call)
    {
        var arguments = call.Arguments.Select(Resolve).ToList();
        if (call.Target is null) return Find(call.Name, call.IsAbsolute) is { } global ? new Invocation(call.Offset, global, isMember: false, arguments) : NoFunction(call, call.Name);
        if (Parser.QualifiedName(call.Target) is { } name && Root(call.Target) is var (root, isAbsolute) && (isAbsolute || !_locals.Contains(root)) && Find($"{name}.{call.Name}", isAbsolute) is { } qualified)
            return new Invocation(call.Offset, qualified, isMember: false, arguments);
        return functions.TryGet(call.Name, out var method) ? new Invocation(call.Offset, method, isMember: true, [Resolve(call.Target), .. arguments]) : NoFunction(call, call.Name);
    }

    private Comprehension Resolve(Comprehension loop)
    {
        var target = Resolve(loop.Target);
        var slot = _locals.Count;
        Enter(loop.Variables);
        var filter = loop.Filter is null ? null : Resolve(loop.Filter);
        var body = Resolve(loop.Body);
        _locals.RemoveRange(slot, loop.Variables.Count);
        return new Comprehension(loop.Offset, loop.Kind, target, loop.Variables, filter, body) { Slot = slot };
    }

    private Let Resolve(Let let)
    {
        var slot = _locals.Count;
        List<(string, Node)> bindings = [];
        foreach (var (name, value) in let.Bindings)
        {
            bindings.Add((name, Resolve(value)));
            Enter([name]);
        }

        var body = Resolve(let.Body);
        _locals.RemoveRange(slot, bindings.Count);
        return new Let(let.Offset, bindings, body) { Slot = slot };
    }

    private OptionalMap Resolve(OptionalMap map)
    {
        var target = Resolve(map.Target);
        var slot = _locals.Count;
        Enter([map.Variable]);
        var body = Resolve(map.Body);
        _locals.RemoveAt(slot);
        return new OptionalMap(map.Offset, target, map.Variable, body, map.IsFlat) { Slot = slot };
    }

    private void Enter(IReadOnlyList<string> names)
    {
        _locals.AddRange(names);
        LocalCount = Math.Max(LocalCount, _locals.Count);
    }

    private Function? Find(string name, bool isAbsolute)
    {
        foreach (var prefix in isAbsolute ? [""] : _prefixes)
            if (functions.TryGet(prefix + name, out var function)) return function;
        return null;
    }

    private Unknown NoFunction(Call call, string name) => new(call.Offset, $"undeclared reference to the function '{name}' (in container '{container}')");

    private static (string Name, bool IsAbsolute) Root(Node node)
    {
        while (node is Select select) node = select.Operand;
        return node is Identifier name ? (name.Name, name.IsAbsolute) : ("", false);
    }

    /// <summary>What to put before a name, the innermost namespace first.</summary>
    private static string[] Prefixes(string container)
    {
        if (container.Length == 0) return [""];
        var parts = container.Split('.');
        return [.. Enumerable.Range(0, parts.Length).Select(outer => string.Join('.', parts[..^outer]) + "."), ""];
    }
}
