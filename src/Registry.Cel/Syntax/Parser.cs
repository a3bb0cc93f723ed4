using Registry.Cel.Values;

namespace Registry.Cel.Syntax;

/// <summary>Makes a tree of an expression: recursive descent, with macros expanded where they stand.</summary>
internal sealed partial class Parser
{
    private readonly CelLimits _limits;
    private readonly Macros _macros;
    private readonly Lexer _lexer;
    private Token _token;
    private int _open;

    private Parser(string text, CelOptions options)
    {
        _limits = options.Limits;
        _macros = new Macros(options.Extensions, this);
        _lexer = new Lexer(text);
        _token = _lexer.Next();
    }

    /// <exception cref="SyntaxException">The text is not an expression, or larger than the limits.</exception>
    public static Node Parse(string text, CelOptions options)
    {
        if (text.Length > options.Limits.MaxExpressionLength) throw new SyntaxException(0, $"the expression is longer than {options.Limits.MaxExpressionLength} characters");
        var parser = new Parser(text, options);
        var node = parser.Expression();
        if (parser._token.Kind != TokenKind.End) throw parser.Unexpected("an operator or the end");
        return node;
    }

    /// <summary>Measures a new node and holds it against the limits.</summary>
    public T Made<T>(T node)
        where T : Node
    {
        node.Measure();
        if (node.Depth > _limits.MaxDepth) throw TooDeep(node.Offset);
        if (node.LoopDepth > _limits.MaxComprehensionDepth) throw new SyntaxException(node.Offset, $"macros are nested deeper than {_limits.MaxComprehensionDepth} levels");
        return node;
    }

    private Node Expression()
    {
        // Parentheses leave no node behind but cost the parser's own stack.
        if (++_open > _limits.MaxDepth) throw TooDeep(_token.Offset);
        var condition = Or();
        if (_token.Is("?"))
        {
            var offset = Take().Offset;
            var yes = Or();
            Expect(":");
            condition = Made(new Conditional(offset, condition, yes, Expression()));
        }

        _open--;
        return condition;
    }

    private Node Or() => Chain("||", isAnd: false);

    private Node Chain(string symbol, bool isAnd)
    {
        var first = Operand();
        if (!_token.Is(symbol)) return first;
        var offset = _token.Offset;
        List<Node> operands = [first];
        while (_token.Is(symbol))
        {
            Take();
            operands.Add(Operand());
        }

        return Made(new Logical(offset, isAnd, operands));

        Node Operand() => isAnd ? Binary(0) : Chain("&&", isAnd: true);
    }

    private Node Binary(int level)
    {
        var left = Unary();
        while (Level(_token) is { } own && own >= level)
        {
            var symbol = Take();
            left = Made(new Call(symbol.Offset, null, symbol.Text == "in" ? Operators.In : $"_{symbol.Text}_", [left, Binary(own + 1)]));
        }

        return left;
    }

    private static int? Level(Token token) => token.Kind != TokenKind.Symbol ? null : token.Text switch
    {
        "<" or "<=" or ">" or ">=" or "==" or "!=" or "in" => 0,
        "+" or "-" => 1,
        "*" or "/" or "%" => 2,
        _ => null,
    };

    private Node Unary()
    {
        if (!_token.Is("!") && !_token.Is("-")) return Postfix(Primary());
        List<Token> signs = [];
        while (_token.Is("!") || _token.Is("-")) signs.Add(Take());
        if (signs.Exists(sign => sign.Text != signs[0].Text)) throw new SyntaxException(signs[0].Offset, "'!' and '-' cannot follow each other");
        Node node;
        if (signs.Count > 0 && signs[^1].Text == "-" && Negated(_token) is { } number)
        {
            Take();
            node = Postfix(Made(new Literal(signs[^1].Offset, number)));
            signs.RemoveAt(signs.Count - 1);
        }
        else
        {
            node = Postfix(Primary());
        }

        for (var i = signs.Count - 1; i >= 0; i--) node = Made(new Call(signs[i].Offset, null, signs[i].Text == "!" ? Operators.Not : Operators.Negate, [node]));
        return node;
    }

    private static CelValue? Negated(Token token) => token.Value switch
    {
        CelInt number => CelInt.Of(-number.Value),
        CelDouble number => new CelDouble(-number.Value),
        CelUint { Value: 1UL << 63 } when token.Text == Lexer.BeyondInt => CelInt.Of(long.MinValue),
        _ => null,
    };

    private Token Take()
    {
        var token = _token;
        _token = _lexer.Next();
        return token;
    }

    private bool TryTake(string symbol)
    {
        if (!_token.Is(symbol)) return false;
        Take();
        return true;
    }

    private void Expect(string symbol)
    {
        if (!TryTake(symbol)) throw Unexpected($"'{symbol}'");
    }

    private SyntaxException Unexpected(string expected) => new(_token.Offset, $"expected {expected}, found {_token}");

    private SyntaxException TooDeep(int offset) => new(offset, $"the expression is nested deeper than {_limits.MaxDepth} levels");
}
