using Registry.Cel.Syntax;
using Registry.Cel.Values;

namespace Registry.Cel.Evaluation;

/// <summary>A part of an expression, ready to run.</summary>
internal abstract class Step
{
    /// <summary>The value, which may be an error.</summary>
    public abstract CelValue Run(EvaluationContext context);
}

/// <summary>A value that is always the same.</summary>
internal sealed class ConstantStep(CelValue value) : Step
{
    public CelValue Value { get; } = value;

    public override CelValue Run(EvaluationContext context)
    {
        context.Charge(1);
        return Value;
    }
}

internal sealed class VariableStep(SourceText source, int offset, string name, int slot) : Step
{
    public override CelValue Run(EvaluationContext context)
    {
        context.Charge(1);
        return context.Variables[slot] ?? new CelErrorValue($"the variable '{name}' has no value", source, offset);
    }
}

internal sealed class LocalStep(int slot) : Step
{
    public override CelValue Run(EvaluationContext context)
    {
        context.Charge(1);
        return context.Locals[slot];
    }
}

/// <summary>Fails, as far as it is reached.</summary>
internal sealed class FaultStep(SourceText source, int offset, string message) : Step
{
    public override CelValue Run(EvaluationContext context)
    {
        context.Charge(1);
        return new CelErrorValue(message, source, offset);
    }
}

internal sealed class ConditionalStep(SourceText source, int offset, Step condition, Step yes, Step no) : Step
{
    public override CelValue Run(EvaluationContext context)
    {
        context.Charge(1);
        return condition.Run(context) switch
        {
            CelBool truth => truth.Value ? yes.Run(context) : no.Run(context),
            CelErrorValue error => error,
            var other => new CelErrorValue($"no such overload: the condition is of type {other.TypeName}", source, offset),
        };
    }
}

/// <summary><c>&amp;&amp;</c> and <c>||</c>: an operand that decides makes up for errors of the others.</summary>
internal sealed class LogicalStep(SourceText source, int offset, bool isAnd, Step[] operands) : Step
{
    public override CelValue Run(EvaluationContext context)
    {
        context.Charge(1);
        CelErrorValue? fault = null;
        foreach (var operand in operands)
        {
            switch (operand.Run(context))
            {
                case CelBool truth when truth.Value != isAnd: return truth;
                case CelBool: break;
                case CelErrorValue error: fault ??= error; break;
                case var other: fault ??= new CelErrorValue($"no such overload: an operand is of type {other.TypeName}", source, offset); break;
            }
        }

        return (CelValue?)fault ?? CelBool.Of(isAnd);
    }
}

/// <summary>Names for values. A value that is an error is one where it is used.</summary>
internal sealed class LetStep(int slot, Step[] values, Step body) : Step
{
    public override CelValue Run(EvaluationContext context)
    {
        context.Charge(1);
        for (var i = 0; i < values.Length; i++) context.Locals[slot + i] = values[i].Run(context);
        return body.Run(context);
    }
}

internal sealed class OptionalMapStep(SourceText source, int offset, int slot, Step target, Step body, bool isFlat) : Step
{
    public override CelValue Run(EvaluationContext context)
    {
        context.Charge(1);
        var value = target.Run(context);
        if (value is CelErrorValue) return value;
        if (value is not CelOptional optional) return new CelErrorValue($"no such overload: type {value.TypeName} is not optional", source, offset);
        if (optional.Value is null) return optional;
        context.Locals[slot] = optional.Value;
        return body.Run(context) switch
        {
            CelErrorValue error => error,
            CelOptional result when isFlat => result,
            var result when isFlat => new CelErrorValue($"no such overload: type {result.TypeName} is not optional", source, offset),
            var result => CelOptional.Of(result),
        };
    }
}
