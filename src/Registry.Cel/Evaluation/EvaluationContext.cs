using Registry.Cel.Functions.Patterns;
using Registry.Cel.Values;

namespace Registry.Cel.Evaluation;

/// <summary>One evaluation: its variables, and what it has used.</summary>
internal sealed class EvaluationContext(CelValue?[] variables, int locals, CelLimits limits, IReadOnlyDictionary<string, TextPattern> patterns, CancellationToken cancellationToken) : ICostMeter
{
    // How often, in steps, the evaluation looks whether it shall end.
    private const long Interval = 4096;

    private readonly CelLimits _limits = limits;
    private long _left = limits.MaxCost;
    private long _next = Math.Max(limits.MaxCost - Interval, 0);
    private Dictionary<string, TextPattern>? _patterns;

    public CelValue?[] Variables { get; } = variables;

    public CelValue[] Locals { get; } = new CelValue[locals];

    /// <summary>Steps that were taken.</summary>
    public long Cost => _limits.MaxCost - _left;

    /// <exception cref="LimitException">That was too much.</exception>
    /// <exception cref="OperationCanceledException">Somebody gave up.</exception>
    public void Charge(long steps)
    {
        _left -= steps;
        if (_left < _next) Look();
    }

    /// <inheritdoc cref="Charge"/>
    public void ChargeBytes(long count) => Charge(1 + (count >> 3));

    /// <summary>Counts a string, bytes or a list before it is made.</summary>
    /// <exception cref="LimitException">It would be too long, or cost too much.</exception>
    public void ChargeNew(long length, int bytesEach = 1)
    {
        if (length > _limits.MaxValueLength) throw new LimitException($"a value would be longer than {_limits.MaxValueLength}");
        ChargeBytes(length * bytesEach);
    }

    /// <summary>The pattern of a regular expression; null, with why, when it is not one.</summary>
    public TextPattern? Pattern(string text, out string? fault)
    {
        fault = null;
        if (patterns.TryGetValue(text, out var pattern) || _patterns?.TryGetValue(text, out pattern) == true) return pattern;
        Charge(TextPattern.CostOf(text));
        if (!TextPattern.TryCreate(text, out pattern, out fault)) return null;
        (_patterns ??= new(StringComparer.Ordinal))[text] = pattern;
        return pattern;
    }

    private void Look()
    {
        if (_left < 0) throw new LimitException($"the evaluation takes more than {_limits.MaxCost} steps");
        cancellationToken.ThrowIfCancellationRequested();
        _next = Math.Max(_left - Interval, 0);
    }
}
