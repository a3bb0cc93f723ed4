using Registry.Cel.Types;

namespace Registry.Cel.Checking;

/// <summary>Finds out what type variables stand for, as the reference implementation does.</summary>
/// <param name="comparesFields">Whether object types must have fitting fields; else any two are maps that fit.</param>
internal sealed class TypeUnifier(bool comparesFields = false)
{
    // What each variable stands for; null while nothing is known.
    private readonly List<CelType?> _found = [];

    // What to take back when an attempt fails.
    private readonly Stack<(int Index, CelType? Before)> _trail = new();

    public CelType Fresh()
    {
        _found.Add(null);
        return CelType.Variable(_found.Count - 1);
    }

    /// <summary>Whether the types fit one to one. When they do not, nothing was learned.</summary>
    public bool TryAssign(IReadOnlyList<CelType> from, IReadOnlyList<CelType> to)
    {
        if (from.Count != to.Count) return false;
        var mark = _trail.Count;
        for (var i = 0; i < from.Count; i++)
            if (!Assign(from[i], to[i])) return TakeBack(mark);
        return true;
    }

    /// <inheritdoc cref="TryAssign(IReadOnlyList{CelType}, IReadOnlyList{CelType})"/>
    public bool TryAssign(CelType from, CelType to)
    {
        var mark = _trail.Count;
        return Assign(from, to) || TakeBack(mark);
    }

    /// <summary>The type of both, of which either may stand for the other.</summary>
    public CelType Join(CelType left, CelType right)
    {
        var (a, b) = (Resolve(left), Resolve(right));
        if (a.Kind == CelTypeKind.Null) return right;
        if (b.Kind == CelTypeKind.Null) return left;
        if (IsMap(a) && IsMap(b) && (a.Kind == CelTypeKind.Object || b.Kind == CelTypeKind.Object) && !a.Equals(b)) return CelType.Map(CelType.String, CelType.Dyn);
        return IsAsGeneral(left, right) ? left : right;
    }

    /// <summary>The type with all that is known; what is not becomes <see cref="CelType.Dyn"/> on demand.</summary>
    public CelType Substitute(CelType type, bool openIsDyn)
    {
        type = Resolve(type);
        if (type.Kind == CelTypeKind.Parameter) return openIsDyn ? CelType.Dyn : type;
        if (type.Arguments.Count == 0) return type;
        return type.WithArguments([.. type.Arguments.Select(argument => Substitute(argument, openIsDyn))]);
    }

    /// <summary>What a variable stands for, as far as it is known. Goes along chains of variables without recursion.</summary>
    public CelType Resolve(CelType type)
    {
        while (type.Index >= 0 && _found[type.Index] is { } found) type = found;
        return type;
    }

    private bool TakeBack(int mark)
    {
        while (_trail.Count > mark)
        {
            var (index, before) = _trail.Pop();
            _found[index] = before;
        }

        return false;
    }

    private CelType Last(CelType variable)
    {
        while (_found[variable.Index] is { Index: >= 0 } next) variable = next;
        return variable;
    }

    private bool Assign(CelType from, CelType to)
    {
        if (to.Index >= 0)
        {
            var (fits, isBound) = Bind(from, Last(to));
            if (fits || isBound) return fits;
        }

        if (from.Index >= 0) return Bind(to, Last(from)).Fits;
        if (from.Kind is CelTypeKind.Dyn or CelTypeKind.Error || to.Kind is CelTypeKind.Dyn or CelTypeKind.Error) return true;
        if (from.Kind == CelTypeKind.Null) return IsNullable(to);
        if (to.Kind == CelTypeKind.Null) return IsNullable(from);
        if (IsMap(from) && IsMap(to) && (from.Kind == CelTypeKind.Object || to.Kind == CelTypeKind.Object)) return MapsFit(from, to);
        if (from.Kind != to.Kind || from.Name != to.Name || from.Arguments.Count != to.Arguments.Count) return false;
        if (from.Kind == CelTypeKind.Type) return true;
        for (var i = 0; i < from.Arguments.Count; i++)
            if (!Assign(from.Arguments[i], to.Arguments[i])) return false;
        return true;
    }

    /// <summary>Whether a type may be what a variable stands for.</summary>
    private (bool Fits, bool IsBound) Bind(CelType type, CelType variable)
    {
        if (type.Index >= 0) type = Last(type);
        if (type.Index == variable.Index) return (true, true);
        if (_found[variable.Index] is { } found)
        {
            if (type.Index < 0 && type.Equals(found)) return (true, true);
            if (!Assign(type, found)) return (false, true);
            var general = Join(type, found);
            if (!Occurs(variable, general)) Set(variable, general);
            return (true, true);
        }

        if (Occurs(variable, type)) return (false, false);
        Set(variable, type);
        return (true, false);
    }

    private void Set(CelType variable, CelType type)
    {
        _trail.Push((variable.Index, _found[variable.Index]));
        _found[variable.Index] = type;
    }

    private bool Occurs(CelType variable, CelType type)
    {
        type = Resolve(type);
        if (type.Index == variable.Index) return true;
        foreach (var argument in type.Arguments)
            if (Occurs(variable, argument)) return true;
        return false;
    }

    private static bool IsAsGeneral(CelType left, CelType right)
    {
        if (left.Kind is CelTypeKind.Dyn or CelTypeKind.Parameter) return true;
        if (right.Kind is CelTypeKind.Dyn or CelTypeKind.Parameter || left.Kind != right.Kind || left.Arguments.Count != right.Arguments.Count) return false;
        for (var i = 0; i < left.Arguments.Count; i++)
            if (!IsAsGeneral(left.Arguments[i], right.Arguments[i])) return false;
        return true;
    }

    private bool MapsFit(CelType from, CelType to)
    {
        if (to.Kind == CelTypeKind.Map) return Assign(CelType.String, to.Arguments[0]) && ValuesFit(from, to.Arguments[1]);
        if (from.Kind == CelTypeKind.Map) return Assign(from.Arguments[0], CelType.String);
        return !comparesFields || (to.Fields.All(field => from.Fields.TryGetValue(field.Key, out var own) ? Assign(own.Type, field.Value.Type) : field.Value.IsOptional || from.OtherFields is not null)
            && from.Fields.Keys.All(name => to.Fields.ContainsKey(name) || to.OtherFields is not null));
    }

    private bool ValuesFit(CelType from, CelType value)
    {
        if (!comparesFields) return Assign(CelType.Dyn, value);
        return from.Fields.Values.All(field => Assign(field.Type, value)) && (from.OtherFields is null || Assign(from.OtherFields, value));
    }

    private static bool IsMap(CelType type) => type.Kind is CelTypeKind.Map or CelTypeKind.Object;

    private static bool IsNullable(CelType type) =>
        type.Kind is CelTypeKind.Null or CelTypeKind.Opaque or CelTypeKind.Optional or CelTypeKind.Object or CelTypeKind.Timestamp or CelTypeKind.Duration;
}
