using Registry.Cel.Syntax;
using Registry.Cel.Values;

namespace Registry.Cel.Evaluation;

/// <summary><c>[a, ?b]</c>.</summary>
internal sealed class ListStep(SourceText source, int offset, (Step Value, bool IsOptional)[] elements) : Step
{
    public override CelValue Run(EvaluationContext context)
    {
        context.Charge(1 + elements.Length);
        var values = new List<CelValue>(elements.Length);
        foreach (var (step, isOptional) in elements)
        {
            var value = step.Run(context);
            if (value is CelErrorValue) return value;
            if (!isOptional) values.Add(value);
            else if (value is not CelOptional optional) return new CelErrorValue($"no such overload: type {value.TypeName} is not optional", source, offset);
            else if (optional.Value is not null) values.Add(optional.Value);
        }

        return new CelList(values.ToArray());
    }
}

/// <summary><c>{a: b, ?c: d}</c>.</summary>
internal sealed class MapStep(SourceText source, (Step Key, Step Value, bool IsOptional, int Offset)[] entries) : Step
{
    public override CelValue Run(EvaluationContext context)
    {
        context.Charge(1 + (2 * entries.Length));
        var map = new CelMap.Builder();
        foreach (var (keyStep, valueStep, isOptional, offset) in entries)
        {
            var key = keyStep.Run(context);
            if (key is CelErrorValue) return key;
            var value = valueStep.Run(context);
            if (value is CelErrorValue) return value;
            if (!KeyComparer.IsKey(key)) return new CelErrorValue($"unsupported key type: {key.TypeName}", source, offset);
            if (isOptional)
            {
                if (value is not CelOptional optional) return new CelErrorValue($"no such overload: type {value.TypeName} is not optional", source, offset);
                if (optional.Value is null) continue;
                value = optional.Value;
            }

            if (!map.TryAdd(key, value)) return new CelErrorValue($"the key {ValueText.Describe(key)} stands there twice", source, offset);
        }

        return map.Build();
    }
}
