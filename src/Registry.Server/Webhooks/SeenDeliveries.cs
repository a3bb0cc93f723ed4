namespace Registry.Server.Webhooks;

/// <summary>The ids of the last deliveries, so that one that is sent again does nothing. Safe for concurrent use.</summary>
internal sealed class SeenDeliveries
{
    /// <summary>More than come in the time in which somebody would replay one by mistake; forgetting one costs a pass that has nothing to do.</summary>
    public const int Most = 4096;

    private readonly Lock _lock = new();
    private readonly HashSet<Guid> _ids = [];
    private readonly Queue<Guid> _order = new();

    /// <summary>Notes a delivery; false when it came before.</summary>
    public bool TryAdd(Guid id)
    {
        lock (_lock)
        {
            if (!_ids.Add(id)) return false;
            _order.Enqueue(id);
            if (_order.Count > Most) _ids.Remove(_order.Dequeue());
            return true;
        }
    }
}
