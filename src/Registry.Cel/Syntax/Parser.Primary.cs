using Registry.Cel.Values;

namespace Registry.Cel.Syntax;

/// <summary>What operators join: literals, names, calls, lists and maps, and what follows them.</summary>
internal sealed partial class Parser
{
    private Node Primary()
    {
        var token = _token;
        switch (token)
        {
            case { Kind: TokenKind.Literal }:
                if (token is { Value: CelUint, Text: Lexer.BeyondInt }) throw new SyntaxException(token.Offset, "the number is out of range");
                return Made(new Literal(Take().Offset, token.Value!));
            case { Kind: TokenKind.Identifier }:
                Take();
                return Named(token, isAbsolute: false);
            case { Kind: TokenKind.Symbol, Text: "." }:
                Take();
                if (_token.Kind != TokenKind.Identifier) throw Unexpected("a name");
                return Named(Take(), isAbsolute: true);
            case { Kind: TokenKind.Symbol, Text: "(" }:
                Take();
                var inner = Expression();
                Expect(")");
                return inner;
            case { Kind: TokenKind.Symbol, Text: "[" }:
                Take();
                return Made(new ListLiteral(token.Offset, Sequence("]", () => (Optional(), Expression()) is var (optional, value) ? (value, optional) : default)));
            case { Kind: TokenKind.Symbol, Text: "{" }:
                Take();
                return Made(new MapLiteral(token.Offset, Sequence("}", Entry)));
            case { Kind: TokenKind.Reserved }:
                throw new SyntaxException(token.Offset, $"'{token.Text}' is reserved");
            default:
                throw Unexpected("a value");
        }
    }

    private Node Named(Token name, bool isAbsolute) => TryTake("(")
        ? Called(name, null, isAbsolute)
        : Made(new Identifier(name.Offset, name.Text, isAbsolute));

    private Node Called(Token name, Node? target, bool isAbsolute = false)
    {
        var arguments = Sequence(")", Expression);
        return _macros.Expand(name, target, arguments) ?? Made(new Call(name.Offset, target, name.Text, arguments, isAbsolute));
    }

    private Node Postfix(Node node)
    {
        while (_token.Kind == TokenKind.Symbol)
        {
            var offset = _token.Offset;
            if (TryTake(".")) node = Member(node);
            else if (TryTake("["))
            {
                var optional = Optional();
                node = Made(new Subscript(offset, node, Expression(), optional));
                Expect("]");
            }
            else if (_token.Is("{") && QualifiedName(node) is { } message)
            {
                Take();
                Sequence("}", Field);
                node = Made(new Unknown(node.Offset, $"'{message}' is a message, and messages are not supported"));
            }
            else
            {
                break;
            }
        }

        return node;
    }

    private Node Member(Node node)
    {
        var optional = Optional();
        if (_token is not ({ Kind: TokenKind.Identifier or TokenKind.Reserved or TokenKind.Quoted } or { Kind: TokenKind.Symbol, Text: "in" }) || _token.Is("in")) throw Unexpected("the name of a field");
        var name = Take();
        return !optional && name.Kind != TokenKind.Quoted && TryTake("(")
            ? Called(name, node)
            : Made(new Select(name.Offset, node, name.Text, optional, isTest: false, name.Kind == TokenKind.Quoted));
    }

    private (Node Key, Node Value, bool IsOptional) Entry()
    {
        var optional = Optional();
        var key = Expression();
        Expect(":");
        return (key, Expression(), optional);
    }

    private Node Field()
    {
        Optional();
        if (_token.Kind is not (TokenKind.Identifier or TokenKind.Reserved or TokenKind.Quoted)) throw Unexpected("the name of a field");
        Take();
        Expect(":");
        return Expression();
    }

    private List<T> Sequence<T>(string end, Func<T> item)
    {
        List<T> items = [];
        while (!_token.Is(end))
        {
            items.Add(item());
            // A comma may stand behind the last item, but for arguments.
            if (!TryTake(",")) break;
            if (end == ")" && _token.Is(end)) throw Unexpected("an argument");
        }

        Expect(end);
        return items;
    }

    private bool Optional()
    {
        if (!_token.Is("?")) return false;
        if (!_macros.Has(CelExtensions.Optionals)) throw new SyntaxException(_token.Offset, "'?' is of optionals, which are not enabled");
        Take();
        return true;
    }

    /// <summary>The node as a name with dots; null when it is something else.</summary>
    public static string? QualifiedName(Node node) => node switch
    {
        Identifier name => name.Name,
        Select { IsOptional: false, IsTest: false, IsQuoted: false } select when QualifiedName(select.Operand) is { } prefix => $"{prefix}.{select.Field}",
        _ => null,
    };
}
