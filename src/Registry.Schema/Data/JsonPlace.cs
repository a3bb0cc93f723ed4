using System.Text;

namespace Registry.Schema.Data;

/// <summary>A place inside a JSON document. Prints as JSON Pointer, RFC 6901.</summary>
internal sealed class JsonPlace
{
    private readonly JsonPlace? _parent;
    private readonly string _token;

    private JsonPlace(JsonPlace? parent, string token)
    {
        _parent = parent;
        _token = token;
    }

    public static JsonPlace Root { get; } = new(null, "");

    public JsonPlace Of(string name) => new(this, name);

    public JsonPlace Of(int index) => new(this, index.ToString());

    public override string ToString()
    {
        Stack<string> tokens = new();
        for (var place = this; place._parent is not null; place = place._parent) tokens.Push(place._token);
        StringBuilder pointer = new();
        foreach (var token in tokens)
            pointer.Append('/').Append(token.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
        return pointer.ToString();
    }
}
