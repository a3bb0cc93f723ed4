namespace Registry.Cel.Functions.Patterns;

/// <summary>The regular expressions that stand in one expression. All of them together cost no more than an evaluation may.</summary>
internal sealed class LiteralPatterns(CelLimits limits)
{
    private readonly Dictionary<string, TextPattern> _compiled = new(StringComparer.Ordinal);
    private long _left = limits.MaxCost;

    public IReadOnlyDictionary<string, TextPattern> Compiled => _compiled;

    /// <summary>Compiles a pattern; returns why it cannot be.</summary>
    public string? Add(string text)
    {
        if (_compiled.ContainsKey(text)) return null;
        _left -= TextPattern.CostOf(text);
        if (_left < 0) return "the regular expressions take too many steps to compile";
        if (TextPattern.TryCreate(text, out var pattern, out var fault)) _compiled.Add(text, pattern);
        return fault;
    }
}
