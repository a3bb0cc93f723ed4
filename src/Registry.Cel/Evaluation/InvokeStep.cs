using System.Runtime.CompilerServices;
using Registry.Cel.Functions;
using Registry.Cel.Syntax;
using Registry.Cel.Values;

namespace Registry.Cel.Evaluation;

/// <summary>Calls the first overload that takes the arguments.</summary>
internal sealed class InvokeStep(SourceText source, int offset, string name, Overload[] overloads, Step[] arguments) : Step
{
    public override CelValue Run(EvaluationContext context)
    {
        context.Charge(1);
        var few = default(Few);
        var values = arguments.Length <= 4 ? ((Span<CelValue>)few)[..arguments.Length] : new CelValue[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            var value = arguments[i].Run(context);
            if (value is CelErrorValue) return value;
            values[i] = value;
        }

        foreach (var overload in overloads)
        {
            if (!overload.Takes(values)) continue;
            if (overload.Cost > 0) context.Charge(overload.Cost);
            var result = overload.Run!(context, values);
            return result is CelErrorValue error ? error.At(source, offset) : result;
        }

        return NoOverload(values);
    }

    private CelErrorValue NoOverload(ReadOnlySpan<CelValue> values) =>
        new($"no such overload: {name}({string.Join(", ", values.ToArray().Select(value => value.TypeName))})", source, offset);

    /// <summary>Room for the arguments of most calls, on the stack.</summary>
    [InlineArray(4)]
    private struct Few
    {
        private CelValue _first;
    }
}
