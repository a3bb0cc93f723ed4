using Registry.Cel.Checking;
using Registry.Cel.Functions.Patterns;
using Registry.Cel.Syntax;
using Registry.Cel.Values;

namespace Registry.Cel.Evaluation;

/// <summary>Turns a resolved tree into steps.</summary>
internal sealed class Planner(SourceText source, LiteralPatterns patterns)
{
    public Step Plan(Node node) => node switch
    {
        Literal literal => new ConstantStep(literal.Value),
        Variable variable => new VariableStep(source, variable.Offset, variable.Name, variable.Slot),
        Local local => new LocalStep(local.Slot),
        Select { IsTest: true } select => new PresenceStep(source, select.Offset, Plan(select.Operand), select.Field),
        Select select => new SelectStep(source, select.Offset, Plan(select.Operand), select.Field, select.IsOptional),
        Subscript subscript => new SubscriptStep(source, subscript.Offset, Plan(subscript.Operand), Plan(subscript.Index), subscript.IsOptional),
        Invocation call => Plan(call),
        ListLiteral list => Folded(new ListStep(source, list.Offset, [.. list.Elements.Select(element => (Plan(element.Value), element.IsOptional))]), list),
        MapLiteral map => Folded(new MapStep(source, [.. map.Entries.Select(entry => (Plan(entry.Key), Plan(entry.Value), entry.IsOptional, entry.Key.Offset))]), map),
        Logical logical => new LogicalStep(source, logical.Offset, logical.IsAnd, [.. logical.Operands.Select(Plan)]),
        Conditional conditional => new ConditionalStep(source, conditional.Offset, Plan(conditional.Condition), Plan(conditional.Yes), Plan(conditional.No)),
        Comprehension loop => Plan(loop),
        Let let => new LetStep(let.Slot, [.. let.Bindings.Select(binding => Plan(binding.Value))], Plan(let.Body)),
        OptionalMap map => new OptionalMapStep(source, map.Offset, map.Slot, Plan(map.Target), Plan(map.Body), map.IsFlat),
        Unknown unknown => new FaultStep(source, unknown.Offset, unknown.Message),
        _ => throw new InvalidOperationException($"{node.GetType().Name} is not a resolved node."),
    };

    private InvokeStep Plan(Invocation call)
    {
        if (TextPattern.LiteralOf(call) is { } literal) patterns.Add(literal.Value);
        var overloads = call.Function.Overloads.Where(overload => overload.IsMember == call.IsMember && overload.Parameters.Count == call.Arguments.Count && overload.Run is not null);
        return new InvokeStep(source, call.Offset, call.Function.Name, [.. overloads], [.. call.Arguments.Select(Plan)]);
    }

    private LoopStep Plan(Comprehension loop)
    {
        var (target, body) = (Plan(loop.Target), Plan(loop.Body));
        var filter = loop.Filter is null ? null : Plan(loop.Filter);
        return loop.Kind switch
        {
            LoopKind.All or LoopKind.Exists => new QuantifierStep(source, loop, target, body),
            LoopKind.ExistsOne => new OneStep(source, loop, target, body),
            LoopKind.Filter => new ListLoopStep(source, loop, target, body, null),
            LoopKind.List => new ListLoopStep(source, loop, target, filter, body),
            _ => new MapLoopStep(source, loop, target, filter, body),
        };
    }

    /// <summary>A literal of constants is made once; one that fails, fails each time.</summary>
    private static Step Folded(Step step, Node literal)
    {
        if (!literal.Children.All(IsConstant)) return step;
        var value = step.Run(new EvaluationContext([], 0, new CelLimits { MaxCost = long.MaxValue }, new Dictionary<string, TextPattern>(StringComparer.Ordinal), CancellationToken.None));
        return value is CelErrorValue ? step : new ConstantStep(value);
    }

    private static bool IsConstant(Node node) => node is Literal || (node is ListLiteral or MapLiteral && node.Children.All(IsConstant));
}
