using Registry.Cel.Values;

namespace Registry.Cel.Syntax;

/// <summary>Calls that the parser turns into something else, because their arguments are not evaluated as those of a function are.</summary>
internal sealed class Macros(CelExtensions extensions, Parser parser)
{
    public bool Has(CelExtensions extension) => (extensions & extension) == extension;

    /// <summary>What the call stands for; null when it is an ordinary call.</summary>
    /// <exception cref="SyntaxException">An argument is not what the macro needs.</exception>
    public Node? Expand(Token name, Node? target, List<Node> arguments)
    {
        if (target is null) return name.Text == "has" && arguments.Count == 1 ? Presence(name, arguments[0]) : null;
        return Namespaced(name, target, arguments) ?? (arguments.Count > 1 ? Loop(name, target, arguments) : null);
    }

    private Select Presence(Token name, Node argument) => argument is Select { IsTest: false } select
        ? parser.Made(new Select(select.Offset, select.Operand, select.Field, select.IsOptional, isTest: true, select.IsQuoted))
        : throw new SyntaxException(name.Offset, "has() takes a field, such as has(a.b)");

    private Node? Namespaced(Token name, Node target, List<Node> arguments) => (Parser.QualifiedName(target), name.Text, arguments.Count) switch
    {
        ("cel", "bind", 3) when Has(CelExtensions.Bindings) => parser.Made(new Let(name.Offset, [(Variable(arguments[0]), arguments[1])], arguments[2])),
        ("cel", "block", 2) when Has(CelExtensions.Blocks) => Block(name, arguments),
        ("cel", "index", 1) when Has(CelExtensions.Blocks) => parser.Made(new Identifier(name.Offset, IndexName(Number(arguments[0])), isAbsolute: false)),
        ("cel", "iterVar", 2) when Has(CelExtensions.Blocks) => parser.Made(new Identifier(name.Offset, $"@it:{Number(arguments[0])}:{Number(arguments[1])}", isAbsolute: false)),
        // Any number of arguments is the same as one list of them.
        ("math", "greatest" or "least", > 2) when Has(CelExtensions.Math) => parser.Made(new Call(name.Offset, target, name.Text, [parser.Made(new ListLiteral(name.Offset, [.. arguments.Select(argument => (argument, false))]))])),
        _ => null,
    };

    private Node? Loop(Token name, Node target, List<Node> arguments)
    {
        var two = arguments.Count > 2 && Has(CelExtensions.TwoVariableMacros);
        return (name.Text, arguments.Count) switch
        {
            ("all", 2) => Make(LoopKind.All, 1),
            ("exists", 2) => Make(LoopKind.Exists, 1),
            ("exists_one" or "existsOne", 2) => Make(LoopKind.ExistsOne, 1),
            ("filter", 2) => Make(LoopKind.Filter, 1),
            ("map", 2) => Make(LoopKind.List, 1),
            ("map", 3) => Make(LoopKind.List, 1, hasFilter: true),
            ("all", 3) when two => Make(LoopKind.All, 2),
            ("exists", 3) when two => Make(LoopKind.Exists, 2),
            ("exists_one" or "existsOne", 3) when two => Make(LoopKind.ExistsOne, 2),
            ("transformList", 3 or 4) when two => Make(LoopKind.List, 2, arguments.Count == 4),
            ("transformMap", 3 or 4) when two => Make(LoopKind.Map, 2, arguments.Count == 4),
            ("transformMapEntry", 3 or 4) when two => Make(LoopKind.MapEntry, 2, arguments.Count == 4),
            ("optMap" or "optFlatMap", 2) when Has(CelExtensions.Optionals) => parser.Made(new OptionalMap(name.Offset, target, Variable(arguments[0]), arguments[1], name.Text == "optFlatMap")),
            _ => null,
        };

        Comprehension Make(LoopKind kind, int variables, bool hasFilter = false)
        {
            var names = arguments.Take(variables).Select(Variable).ToList();
            if (names.Count == 2 && names[0] == names[1]) throw new SyntaxException(arguments[1].Offset, "the two variables have the same name");
            return parser.Made(new Comprehension(name.Offset, kind, target, names, hasFilter ? arguments[variables] : null, arguments[^1]));
        }
    }

    private Let Block(Token name, List<Node> arguments) => arguments[0] is ListLiteral list && !list.Elements.Any(element => element.IsOptional)
        ? parser.Made(new Let(name.Offset, [.. list.Elements.Select((element, index) => (IndexName(index), element.Value))], arguments[1]))
        : throw new SyntaxException(name.Offset, "cel.block() takes a list first");

    private static string Variable(Node argument) => argument is Identifier { IsAbsolute: false } name
        ? name.Name
        : throw new SyntaxException(argument.Offset, "a variable must be a simple name");

    // Names that no expression can write.
    private static string IndexName(long index) => $"@index:{index}";

    private static long Number(Node argument) => argument is Literal { Value: CelInt { Value: >= 0 } number }
        ? number.Value
        : throw new SyntaxException(argument.Offset, "a whole number must stand here");
}
