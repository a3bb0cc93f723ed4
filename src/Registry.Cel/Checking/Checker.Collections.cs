using Registry.Cel.Syntax;
using Registry.Cel.Types;

namespace Registry.Cel.Checking;

/// <summary>Lists, maps and the macros that go through them.</summary>
internal sealed partial class Checker
{
    private CelType OfList(ListLiteral list)
    {
        CelType? element = null;
        foreach (var (value, isOptional) in list.Elements) element = Joined(element, isOptional ? Held(value) : TypeOf(value));
        return CelType.List(element ?? _unifier.Fresh());
    }

    private CelType OfMap(MapLiteral map)
    {
        CelType? key = null, value = null;
        foreach (var entry in map.Entries)
        {
            key = Joined(key, OfKey(entry.Key));
            var own = _entryTypes[entry.Value] = entry.IsOptional ? Held(entry.Value) : TypeOf(entry.Value);
            value = Joined(value, own);
        }

        return CelType.Map(key ?? _unifier.Fresh(), value ?? _unifier.Fresh());
    }

    private CelType OfKey(Node key)
    {
        var type = _unifier.Resolve(TypeOf(key));
        return type.Kind is CelTypeKind.Bool or CelTypeKind.Int or CelTypeKind.Uint or CelTypeKind.String or CelTypeKind.Dyn or CelTypeKind.Parameter or CelTypeKind.Error
            ? type
            : Fail(key.Offset, $"a key is a bool, int, uint or string, not '{Final(type)}'");
    }

    /// <summary>The type of both; of what has nothing in common, <see cref="CelType.Dyn"/>.</summary>
    private CelType Joined(CelType? before, CelType type) =>
        before is null ? type : _unifier.TryAssign(before, type) ? _unifier.Join(before, type) : CelType.Dyn;

    /// <summary>What an optional holds.</summary>
    private CelType Held(Node node)
    {
        var type = _unifier.Resolve(TypeOf(node));
        return type.Kind switch
        {
            CelTypeKind.Optional => type.Arguments[0],
            CelTypeKind.Dyn or CelTypeKind.Error => CelType.Dyn,
            _ => Fail(node.Offset, $"expected type 'optional_type' but found '{Final(type)}'"),
        };
    }

    private CelType OfLoop(Comprehension loop)
    {
        var (key, value) = Range(loop);
        var element = loop.Variables.Count == 1 ? value ?? key : value ?? CelType.Dyn;
        _locals[loop.Slot] = loop.Variables.Count == 1 ? element : key;
        if (loop.Variables.Count == 2) _locals[loop.Slot + 1] = element;
        if (loop.Filter is not null) Expect(loop.Filter, CelType.Bool);
        switch (loop.Kind)
        {
            case LoopKind.List:
                return CelType.List(TypeOf(loop.Body));
            case LoopKind.Map:
                return CelType.Map(key, TypeOf(loop.Body));
            case LoopKind.MapEntry:
                var entry = _unifier.Resolve(TypeOf(loop.Body));
                if (entry.Kind is CelTypeKind.Map or CelTypeKind.Error) return entry;
                return entry.Kind == CelTypeKind.Dyn ? CelType.Map(CelType.Dyn, CelType.Dyn) : Fail(loop.Body.Offset, $"expected type 'map' but found '{Final(entry)}'");
            default:
                Expect(loop.Body, CelType.Bool);
                return loop.Kind == LoopKind.Filter ? CelType.List(element) : CelType.Bool;
        }
    }

    /// <summary>The types of keys and values that a loop goes through; with one variable, a map has keys alone, and a list values.</summary>
    private (CelType Key, CelType? Value) Range(Comprehension loop)
    {
        var range = _unifier.Resolve(TypeOf(loop.Target));
        var both = loop.Variables.Count == 2;
        switch (range.Kind)
        {
            case CelTypeKind.List:
                return (CelType.Int, range.Arguments[0]);
            case CelTypeKind.Map:
                return (range.Arguments[0], both ? range.Arguments[1] : null);
            case CelTypeKind.Object:
                return (CelType.String, both ? CelType.Dyn : null);
            case CelTypeKind.Dyn or CelTypeKind.Error or CelTypeKind.Parameter:
                _unifier.TryAssign(CelType.Dyn, range);
                return (CelType.Dyn, CelType.Dyn);
            default:
                return (Fail(loop.Target.Offset, $"expected a list or a map but found '{Final(range)}'"), CelType.Error);
        }
    }

    private CelType OfLet(Let let)
    {
        for (var i = 0; i < let.Bindings.Count; i++) _locals[let.Slot + i] = TypeOf(let.Bindings[i].Value);
        return TypeOf(let.Body);
    }

    private CelType OfOptionalMap(OptionalMap map)
    {
        _locals[map.Slot] = Held(map.Target);
        return CelType.Optional(map.IsFlat ? Held(map.Body) : TypeOf(map.Body));
    }
}
