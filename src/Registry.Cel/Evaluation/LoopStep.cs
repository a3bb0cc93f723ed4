using Registry.Cel.Syntax;
using Registry.Cel.Values;

namespace Registry.Cel.Evaluation;

/// <summary>Goes through a list, or a map by its keys.</summary>
internal abstract class LoopStep(SourceText source, Comprehension loop, Step target) : Step
{
    private readonly bool _both = loop.Variables.Count == 2;

    public override CelValue Run(EvaluationContext context)
    {
        context.Charge(1);
        var range = target.Run(context);
        var state = new LoopState();
        switch (range)
        {
            case CelList list:
                for (var i = 0; i < list.Items.Count && state.Result is null; i++) Next(context, ref state, _both ? CelInt.Of(i) : null, list.Items[i]);
                break;
            case CelMap map:
                for (var i = 0; i < map.Entries.Count && state.Result is null; i++)
                {
                    var (key, value) = map.Entries[i];
                    Next(context, ref state, _both ? key : null, _both ? value : key);
                }

                break;
            case CelErrorValue:
                return range;
            default:
                return Fault($"no such overload: type {range.TypeName} has no elements to go through");
        }

        return state.Result ?? End(in state);
    }

    /// <summary>Looks at an element, which the variables hold.</summary>
    protected abstract void Visit(EvaluationContext context, ref LoopState state, CelValue key, CelValue value);

    /// <summary>The value when nothing ended the loop early.</summary>
    protected abstract CelValue End(in LoopState state);

    protected CelErrorValue Fault(string message) => new(message, source, loop.Offset);

    protected CelErrorValue NotBool(CelValue value) => value as CelErrorValue ?? Fault($"no such overload: the condition is of type {value.TypeName}");

    private void Next(EvaluationContext context, ref LoopState state, CelValue? first, CelValue element)
    {
        context.Charge(1);
        context.Locals[loop.Slot] = first ?? element;
        if (_both) context.Locals[loop.Slot + 1] = element;
        Visit(context, ref state, first ?? element, element);
    }

    /// <summary>What a loop has gathered.</summary>
    protected struct LoopState
    {
        /// <summary>Set when the loop is over.</summary>
        public CelValue? Result;

        public CelErrorValue? Error;

        public int Count;

        public List<CelValue>? Values;

        public CelMap.Builder? Entries;
    }
}

/// <summary><c>all</c> and <c>exists</c>: an element that decides makes up for errors of the others.</summary>
internal sealed class QuantifierStep(SourceText source, Comprehension loop, Step target, Step body) : LoopStep(source, loop, target)
{
    private readonly bool _isAll = loop.Kind == LoopKind.All;

    protected override void Visit(EvaluationContext context, ref LoopState state, CelValue key, CelValue value)
    {
        var result = body.Run(context);
        if (result is not CelBool truth) state.Error ??= NotBool(result);
        else if (truth.Value != _isAll) state.Result = truth;
    }

    protected override CelValue End(in LoopState state) => (CelValue?)state.Error ?? CelBool.Of(_isAll);
}

/// <summary><c>exists_one</c>.</summary>
internal sealed class OneStep(SourceText source, Comprehension loop, Step target, Step body) : LoopStep(source, loop, target)
{
    protected override void Visit(EvaluationContext context, ref LoopState state, CelValue key, CelValue value)
    {
        var result = body.Run(context);
        if (result is not CelBool truth) state.Result = NotBool(result);
        else if (truth.Value) state.Count++;
    }

    protected override CelValue End(in LoopState state) => CelBool.Of(state.Count == 1);
}

/// <summary><c>filter</c>, <c>map</c> and <c>transformList</c>.</summary>
internal sealed class ListLoopStep(SourceText source, Comprehension loop, Step target, Step? filter, Step? body) : LoopStep(source, loop, target)
{
    protected override void Visit(EvaluationContext context, ref LoopState state, CelValue key, CelValue value)
    {
        state.Values ??= [];
        if (filter is not null)
        {
            var condition = filter.Run(context);
            if (condition is not CelBool truth)
            {
                state.Result = NotBool(condition);
                return;
            }

            if (!truth.Value) return;
        }

        var result = body is null ? value : body.Run(context);
        if (result is CelErrorValue) state.Result = result;
        else state.Values.Add(result);
    }

    protected override CelValue End(in LoopState state) => new CelList(state.Values?.ToArray() ?? []);
}

/// <summary><c>transformMap</c> and <c>transformMapEntry</c>.</summary>
internal sealed class MapLoopStep(SourceText source, Comprehension loop, Step target, Step? filter, Step body) : LoopStep(source, loop, target)
{
    private readonly bool _isEntry = loop.Kind == LoopKind.MapEntry;

    protected override void Visit(EvaluationContext context, ref LoopState state, CelValue key, CelValue value)
    {
        state.Entries ??= new CelMap.Builder();
        if (filter is not null)
        {
            var condition = filter.Run(context);
            if (condition is not CelBool truth)
            {
                state.Result = NotBool(condition);
                return;
            }

            if (!truth.Value) return;
        }

        var result = body.Run(context);
        if (result is CelErrorValue) state.Result = result;
        else if (!_isEntry) state.Entries.TryAdd(key, result);
        else if (result is not CelMap map) state.Result = Fault($"no such overload: an entry is a map, not {result.TypeName}");
        else AddAll(context, ref state, map);
    }

    protected override CelValue End(in LoopState state) => (state.Entries ?? new CelMap.Builder()).Build();

    private void AddAll(EvaluationContext context, ref LoopState state, CelMap map)
    {
        foreach (var (key, value) in map.Entries)
        {
            context.Charge(1);
            if (!state.Entries!.TryAdd(key, value)) state.Result = Fault($"the key {ValueText.Describe(key)} comes twice");
        }
    }
}
