using Registry.Cel.Functions;
using Registry.Cel.Functions.Patterns;
using Registry.Cel.Syntax;
using Registry.Cel.Types;
using Registry.Cel.Values;

namespace Registry.Cel.Checking;

/// <summary>Finds the type of every part of an expression, and gathers what does not fit.</summary>
internal sealed partial class Checker(SourceText source, IReadOnlyDictionary<string, CelType> variables, LiteralPatterns patterns, int locals)
{
    // More are not read by anybody.
    private const int MaxErrors = 100;

    private readonly TypeUnifier _unifier = new();
    private readonly CelType[] _locals = new CelType[locals];
    private readonly List<(int Offset, string Message)> _errors = [];
    private readonly Dictionary<Node, CelType> _entryTypes = [];

    /// <summary>In the order of the text.</summary>
    public IReadOnlyList<CelError> Errors => [.. _errors.OrderBy(error => error.Offset).Take(MaxErrors).Select(error => source.ErrorAt(error.Offset, error.Message))];

    /// <summary>The type of an expression, with nothing left open.</summary>
    public CelType Check(Node node) => Final(TypeOf(node));

    /// <summary>The entries of a map literal, once it is checked; null when the expression is something else.</summary>
    public IReadOnlyList<CelMapEntry>? EntriesOf(Node node)
    {
        while (node is Let let) node = let.Body;
        return node is not MapLiteral map ? null : [.. map.Entries.Select(entry => new CelMapEntry(
            (entry.Key as Literal)?.Value, Final(_entryTypes[entry.Value]), entry.IsOptional, EntriesOf(entry.Value), source.PlaceOf(entry.Key.Offset)))];
    }

    private CelType Final(CelType type) => _unifier.Substitute(type, openIsDyn: true);

    private CelType TypeOf(Node node) => node switch
    {
        Literal literal => OfLiteral(literal.Value),
        Variable variable => variables[variable.Name],
        Local local => _locals[local.Slot],
        Select select => OfSelect(select),
        Subscript subscript => OfSubscript(subscript),
        Invocation call => OfCall(call),
        ListLiteral list => OfList(list),
        MapLiteral map => OfMap(map),
        Logical logical => OfLogical(logical),
        Conditional conditional => OfConditional(conditional),
        Comprehension loop => OfLoop(loop),
        Let let => OfLet(let),
        OptionalMap map => OfOptionalMap(map),
        Unknown unknown => Fail(unknown.Offset, unknown.Message),
        _ => throw new InvalidOperationException($"{node.GetType().Name} is not a resolved node."),
    };

    private static CelType OfLiteral(CelValue value) => value switch
    {
        CelTypeValue type => CelType.Type(FunctionTable.TypeNames[type.Name]),
        CelNull => CelType.Null,
        _ => FunctionTable.TypeNames[value.TypeName],
    };

    private CelType OfSelect(Select select)
    {
        var target = _unifier.Resolve(TypeOf(select.Operand));
        var isOptional = target.Kind == CelTypeKind.Optional;
        if (isOptional) target = _unifier.Resolve(target.Arguments[0]);
        var field = OfField(select, target);
        if (field.Kind == CelTypeKind.Error) return field;
        if (select.IsTest) return CelType.Bool;
        return isOptional || select.IsOptional ? CelType.Optional(field) : field;
    }

    private CelType OfField(Select select, CelType target)
    {
        switch (target.Kind)
        {
            case CelTypeKind.Dyn or CelTypeKind.Error:
                return CelType.Dyn;
            case CelTypeKind.Parameter:
                _unifier.TryAssign(CelType.Dyn, target);
                return CelType.Dyn;
            case CelTypeKind.Map when _unifier.TryAssign(CelType.String, target.Arguments[0]):
                return target.Arguments[1];
            case CelTypeKind.Object when target.Fields.TryGetValue(select.Field, out var field):
                return field.Type;
            case CelTypeKind.Object:
                return target.OtherFields ?? Fail(select.Offset, $"undefined field '{select.Field}' of {target.Name}{Known(target)}");
            default:
                return Fail(select.Offset, $"type '{Final(target)}' does not support field selection");
        }
    }

    private static string Known(CelType type) => type.Fields.Count is 0 or > 20 ? "" : $"; it has {string.Join(", ", type.Fields.Keys.Order(StringComparer.Ordinal))}";

    private CelType OfSubscript(Subscript subscript)
    {
        var target = _unifier.Resolve(TypeOf(subscript.Operand));
        var index = TypeOf(subscript.Index);
        var isOptional = target.Kind == CelTypeKind.Optional;
        if (isOptional) target = _unifier.Resolve(target.Arguments[0]);
        var element = OfElement(subscript, target, index);
        return element.Kind != CelTypeKind.Error && (isOptional || subscript.IsOptional) ? CelType.Optional(element) : element;
    }

    private CelType OfElement(Subscript subscript, CelType target, CelType index)
    {
        switch (target.Kind)
        {
            case CelTypeKind.Dyn or CelTypeKind.Error or CelTypeKind.Parameter:
                _unifier.TryAssign(CelType.Dyn, target);
                return CelType.Dyn;
            case CelTypeKind.List when _unifier.TryAssign(index, CelType.Int):
                return target.Arguments[0];
            case CelTypeKind.Map when _unifier.TryAssign(index, target.Arguments[0]):
                return target.Arguments[1];
            case CelTypeKind.Object when subscript.Index is Literal { Value: CelString key }:
                return OfField(new Select(subscript.Index.Offset, subscript.Operand, key.Value, isOptional: false, isTest: false, isQuoted: true), target);
            case CelTypeKind.Object when _unifier.TryAssign(index, CelType.String):
                return CelType.Dyn;
            default:
                return Fail(subscript.Offset, $"found no matching overload for '_[_]' applied to '({Final(target)}, {Final(index)})'");
        }
    }

    private CelType OfCall(Invocation call)
    {
        var arguments = call.Arguments.Select(TypeOf).ToList();
        if (TextPattern.LiteralOf(call) is { } pattern && patterns.Add(pattern.Value) is { } fault) Fail(call.Arguments[1].Offset, fault);
        CelType? result = null;
        foreach (var overload in call.Function.Overloads)
        {
            if (overload.IsDynamic || overload.IsMember != call.IsMember || overload.Parameters.Count != arguments.Count) continue;
            var (parameters, own) = Instantiate(overload);
            if (!_unifier.TryAssign(arguments, parameters)) continue;
            own = _unifier.Substitute(own, openIsDyn: false);
            if (result is null) result = own;
            else if (!result.Equals(own)) result = CelType.Dyn;
        }

        return result ?? Fail(call.Offset, $"found no matching overload for '{call.Function.Name}' applied to '{Applied(call, arguments)}'");
    }

    private string Applied(Invocation call, List<CelType> arguments) => call.IsMember
        ? $"{Final(arguments[0])}.({string.Join(", ", arguments.Skip(1).Select(Final))})"
        : $"({string.Join(", ", arguments.Select(Final))})";

    private (IReadOnlyList<CelType> Parameters, CelType Result) Instantiate(Overload overload)
    {
        if (!overload.IsGeneric) return (overload.Parameters, overload.Result);
        var fresh = new Dictionary<string, CelType>(StringComparer.Ordinal);
        return ([.. overload.Parameters.Select(With)], With(overload.Result));

        CelType With(CelType type)
        {
            if (type.Kind != CelTypeKind.Parameter) return type.Arguments.Count == 0 ? type : type.WithArguments([.. type.Arguments.Select(With)]);
            if (!fresh.TryGetValue(type.Name, out var variable)) fresh.Add(type.Name, variable = _unifier.Fresh());
            return variable;
        }
    }

    private CelType OfConditional(Conditional conditional)
    {
        Expect(conditional.Condition, CelType.Bool);
        var (yes, no) = (TypeOf(conditional.Yes), TypeOf(conditional.No));
        var type = _unifier.Fresh();
        return _unifier.TryAssign([yes, no], [type, type])
            ? _unifier.Substitute(type, openIsDyn: false)
            : Fail(conditional.Offset, $"found no matching overload for '_?_:_' applied to '(bool, {Final(yes)}, {Final(no)})'");
    }

    private CelType OfLogical(Logical logical)
    {
        foreach (var operand in logical.Operands) Expect(operand, CelType.Bool);
        return CelType.Bool;
    }

    private void Expect(Node node, CelType expected)
    {
        var type = TypeOf(node);
        if (!_unifier.TryAssign(type, expected)) Fail(node.Offset, $"expected type '{expected}' but found '{Final(type)}'");
    }

    private CelType Fail(int offset, string message)
    {
        _errors.Add((offset, message));
        return CelType.Error;
    }
}
