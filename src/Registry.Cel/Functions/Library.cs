using Registry.Cel.Types;
using Registry.Cel.Values;

namespace Registry.Cel.Functions;

/// <summary>A part of the function table, in the making.</summary>
internal sealed class Library
{
    /// <summary>Parameters of generic functions.</summary>
    public static readonly CelType A = CelType.Parameter("A");

    /// <inheritdoc cref="A"/>
    public static readonly CelType B = CelType.Parameter("B");

    private readonly List<(string Name, Overload Overload)> _overloads = [];

    public IEnumerable<(string Name, Overload Overload)> Overloads => _overloads;

    /// <summary>A function.</summary>
    public Library Global(string name, IReadOnlyList<CelType> parameters, CelType result, Implementation run, long cost = 1) => Add(name, new Overload(parameters, result, run) { Cost = cost });

    /// <summary>A method; its target is the first parameter.</summary>
    public Library Member(string name, IReadOnlyList<CelType> parameters, CelType result, Implementation run, long cost = 1) => Add(name, new Overload(parameters, result, run) { Cost = cost, IsMember = true });

    /// <summary>A function that the checker does not know.</summary>
    public Library Dynamic(string name, IReadOnlyList<CelType> parameters, CelType result, Implementation run) => Add(name, new Overload(parameters, result, run) { IsDynamic = true });

    public static CelErrorValue Fail(string message) => new(message);

    private Library Add(string name, Overload overload)
    {
        _overloads.Add((name, overload));
        return this;
    }
}
