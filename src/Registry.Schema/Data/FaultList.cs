namespace Registry.Schema.Data;

/// <summary>Gathers faults, up to a limit; past it stands one that says so.</summary>
internal sealed class FaultList<T>(T more)
{
    private readonly List<T> _faults = [];

    public IReadOnlyList<T> Faults => _faults;

    public bool IsFull => _faults.Count > SchemaLimits.Faults;

    public void Add(T fault)
    {
        if (!IsFull) _faults.Add(_faults.Count < SchemaLimits.Faults ? fault : more);
    }
}
