using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Registry.FakeGitHub.GraphQl;

/// <summary>Reads a query with variables, arguments, aliases and inline fragments.</summary>
internal sealed partial class GraphQlParser(string query, JsonObject variables)
{
    private readonly List<string> _tokens = [.. Token().Matches(query).Select(match => match.Value)];
    private int _at;

    private string Next => _at < _tokens.Count ? _tokens[_at] : throw new GraphQlException("parse", "Unexpected end of the query");

    /// <summary>The fields of the operation.</summary>
    public IReadOnlyList<GraphQlField> Parse()
    {
        if (Next == "query") Take();
        if (Next is not ("{" or "(")) Take();
        // The types of variables do not matter here.
        if (Next == "(") while (Take() != ")") { }
        return Selection();
    }

    private List<GraphQlField> Selection()
    {
        Expect("{");
        var fields = new List<GraphQlField>();
        while (Next != "}")
        {
            if (Next == "...")
            {
                Take();
                Expect("on");
                Take();
                fields.AddRange(Selection());
                continue;
            }

            var alias = Take();
            var name = Next == ":" ? TakeAfter(":") : alias;
            var arguments = Next == "(" ? Arguments() : [];
            fields.Add(new GraphQlField(alias, name, arguments, Next == "{" ? Selection() : []));
        }

        Take();
        return fields;
    }

    private JsonObject Arguments()
    {
        Expect("(");
        var arguments = new JsonObject();
        while (Next != ")")
        {
            var name = Take();
            Expect(":");
            arguments[name] = Value();
        }

        Take();
        return arguments;
    }

    private JsonNode? Value()
    {
        var token = Take();
        if (token == "{")
        {
            var value = new JsonObject();
            while (Next != "}")
            {
                var name = Take();
                Expect(":");
                value[name] = Value();
            }

            Take();
            return value;
        }

        if (token[0] == '$') return variables[token[1..]]?.DeepClone();
        if (token[0] == '"') return JsonNode.Parse(token);
        if (long.TryParse(token, CultureInfo.InvariantCulture, out var number)) return number;
        return token switch { "true" => true, "false" => false, "null" => null, _ => token };
    }

    private string TakeAfter(string token)
    {
        Expect(token);
        return Take();
    }

    private string Take()
    {
        var token = Next;
        _at++;
        return token;
    }

    private void Expect(string token)
    {
        if (Take() is var found && found != token) throw new GraphQlException("parse", $"Expected {token}, actual: {found}");
    }

    // Commas are white space to GraphQL.
    [GeneratedRegex("""\.\.\.|\$?\w+|-\d+|"(\\.|[^"\\])*"|[{}()\[\]:!=@]""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Token();
}
