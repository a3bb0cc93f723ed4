using Registry.Cel.Evaluation;
using Registry.Cel.Functions.Patterns;
using Registry.Cel.Types;
using Registry.Cel.Values;

namespace Registry.Cel;

/// <summary>A compiled expression. Safe to use from many threads at a time.</summary>
public sealed class CelProgram
{
    private readonly Step _step;
    private readonly int _locals;
    private readonly CelLimits _limits;
    private readonly IReadOnlyDictionary<string, TextPattern> _patterns;

    internal CelProgram(Step step, int locals, CelLimits limits, IReadOnlyDictionary<string, TextPattern> patterns) =>
        (_step, _locals, _limits, _patterns) = (step, locals, limits, patterns);

    /// <summary>The type of the result; <see cref="CelType.Dyn"/> where types are not checked.</summary>
    public required CelType ResultType { get; init; }

    /// <summary>The variables that the expression uses, by their full names.</summary>
    public required IReadOnlyList<string> Variables { get; init; }

    /// <summary>The entries, when the expression is a map literal and types are checked; else null.</summary>
    public required IReadOnlyList<CelMapEntry>? MapEntries { get; init; }

    /// <summary>Evaluates the expression.</summary>
    /// <param name="bindings">The values of variables. One that is missing is an error where it is used.</param>
    /// <param name="cancellationToken">Ends the evaluation.</param>
    /// <returns>The value, or a <see cref="CelErrorValue"/>: also where a limit was met.</returns>
    /// <exception cref="OperationCanceledException">The evaluation was ended.</exception>
    public CelValue Evaluate(IReadOnlyDictionary<string, CelValue> bindings, CancellationToken cancellationToken = default)
    {
        var variables = new CelValue?[Variables.Count];
        for (var i = 0; i < variables.Length; i++) variables[i] = bindings.GetValueOrDefault(Variables[i]);
        var context = new EvaluationContext(variables, _locals, _limits, _patterns, cancellationToken);
        try
        {
            var value = _step.Run(context);
            CountResult(context, value);
            return value;
        }
        catch (LimitException limit)
        {
            return new CelErrorValue(limit.Message);
        }
    }

    /// <summary>A value that contains another many times is small here, but not where it is written.</summary>
    private static void CountResult(EvaluationContext context, CelValue value)
    {
        switch (value)
        {
            case CelString text: context.ChargeBytes(text.Value.Length); break;
            case CelBytes bytes: context.ChargeBytes(bytes.Value.Length); break;
            case CelOptional { Value: { } held }: CountResult(context, held); break;
            case CelList list:
                context.Charge(list.Items.Count);
                foreach (var item in list.Items) CountResult(context, item);
                break;
            case CelMap map:
                context.Charge(2L * map.Entries.Count);
                foreach (var (key, item) in map.Entries)
                {
                    CountResult(context, key);
                    CountResult(context, item);
                }

                break;
        }
    }
}
