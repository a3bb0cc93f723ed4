using Registry.Cel.Syntax;
using Registry.Cel.Values;

namespace Registry.Cel.Evaluation;

/// <summary><c>operand.field</c> and <c>operand.?field</c>.</summary>
internal sealed class SelectStep(SourceText source, int offset, Step operand, string field, bool isOptional) : Step
{
    public override CelValue Run(EvaluationContext context)
    {
        context.Charge(1);
        var target = operand.Run(context);
        return target switch
        {
            CelMap map when !isOptional => map.TryGetValue(field, out var value) ? value : new CelErrorValue($"no such key: {field}", source, offset),
            CelErrorValue => target,
            CelOptional { Value: null } => target,
            CelOptional { Value: CelMap map } => Optional(map),
            CelMap map => Optional(map),
            _ => new CelErrorValue($"no such key: type {target.TypeName} does not support field selection", source, offset),
        };
    }

    private CelOptional Optional(CelMap map) => map.TryGetValue(field, out var value) ? CelOptional.Of(value) : CelOptional.None;
}

/// <summary><c>has(operand.field)</c>.</summary>
internal sealed class PresenceStep(SourceText source, int offset, Step operand, string field) : Step
{
    public override CelValue Run(EvaluationContext context)
    {
        context.Charge(1);
        var target = operand.Run(context);
        return target switch
        {
            CelMap map => CelBool.Of(map.TryGetValue(field, out _)),
            CelErrorValue => target,
            CelOptional { Value: null } => CelBool.False,
            CelOptional { Value: CelMap map } => CelBool.Of(map.TryGetValue(field, out _)),
            _ => new CelErrorValue($"type {target.TypeName} does not support field selection", source, offset),
        };
    }
}

/// <summary><c>operand[index]</c> and <c>operand[?index]</c>.</summary>
internal sealed class SubscriptStep(SourceText source, int offset, Step operand, Step index, bool isOptional) : Step
{
    public override CelValue Run(EvaluationContext context)
    {
        context.Charge(1);
        var target = operand.Run(context);
        if (target is CelErrorValue) return target;
        var key = index.Run(context);
        if (key is CelErrorValue) return key;
        if (target is CelOptional optional) return optional.Value is null ? optional : Wrap(Find(optional.Value, key));
        var found = Find(target, key);
        return isOptional ? Wrap(found) : found.Value ?? new CelErrorValue(found.Fault, source, offset);
    }

    /// <summary>What is there; else why not, and whether that is because it is missing.</summary>
    private static (CelValue? Value, string Fault, bool IsMissing) Find(CelValue target, CelValue key)
    {
        switch (target)
        {
            case CelMap map:
                return map.TryGetValue(key, out var value) ? (value, "", false) : (null, $"no such key: {ValueText.Describe(key)}", true);
            case CelList list:
                if (Place(key) is not { } place) return (null, $"invalid argument: a list has no index {ValueText.Describe(key)} of type {key.TypeName}", false);
                return place >= 0 && place < list.Items.Count ? (list.Items[(int)place], "", false) : (null, $"invalid argument: index {ValueText.Of(key)} is out of bounds of {list.Items.Count} elements", true);
            default:
                return (null, $"no such overload: type {target.TypeName} has no elements", false);
        }
    }

    private static long? Place(CelValue key) => key switch
    {
        CelInt number => number.Value,
        CelUint number => (long)Math.Min(number.Value, long.MaxValue),
        CelDouble { Value: > -1e15 and < 1e15 } number when Math.Floor(number.Value) == number.Value => (long)number.Value,
        _ => null,
    };

    private CelValue Wrap((CelValue? Value, string Fault, bool IsMissing) found) => found switch
    {
        { Value: { } value } => CelOptional.Of(value),
        { IsMissing: true } => CelOptional.None,
        _ => new CelErrorValue(found.Fault, source, offset),
    };
}
