using Registry.Cel.Evaluation;
using Registry.Cel.Types;
using Registry.Cel.Values;

namespace Registry.Cel.Functions;

/// <summary>What a function does with values of the types that its overload declares. Arguments are never errors; a result may be one.</summary>
internal delegate CelValue Implementation(EvaluationContext context, ReadOnlySpan<CelValue> arguments);

/// <summary>One way to call a function.</summary>
/// <param name="Parameters">The types of the arguments; of a method, that of its target first.</param>
/// <param name="Result">The type of the result.</param>
/// <param name="Run">What it does; null for a function that is only declared.</param>
internal sealed record Overload(IReadOnlyList<CelType> Parameters, CelType Result, Implementation? Run)
{
    private readonly CelTypeKind[] _kinds = [.. Parameters.Select(parameter => parameter.Kind is CelTypeKind.Parameter ? CelTypeKind.Dyn : parameter.Kind)];

    /// <summary>Whether it is called on a target.</summary>
    public bool IsMember { get; init; }

    /// <summary>Whether the checker does not know it: only values of type dyn come here, such as numbers of two types that are compared.</summary>
    public bool IsDynamic { get; init; }

    /// <summary>What a call costs, beside the bytes and elements that it counts itself.</summary>
    public long Cost { get; init; } = 1;

    public bool IsGeneric { get; } = Parameters.Append(Result).Any(HasParameter);

    /// <summary>Whether values are of the declared kinds.</summary>
    public bool Takes(ReadOnlySpan<CelValue> arguments)
    {
        if (arguments.Length != _kinds.Length) return false;
        for (var i = 0; i < _kinds.Length; i++)
            if (_kinds[i] != CelTypeKind.Dyn && _kinds[i] != arguments[i].Kind) return false;
        return true;
    }

    private static bool HasParameter(CelType type) => type.Kind == CelTypeKind.Parameter || type.Arguments.Any(HasParameter);
}
