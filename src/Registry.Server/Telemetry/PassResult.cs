namespace Registry.Server.Telemetry;

/// <summary>How a pass ended, as metrics name it.</summary>
internal enum PassResult
{
    /// <summary>It changed something.</summary>
    Changed,

    /// <summary>There was nothing to do.</summary>
    Unchanged,

    /// <summary>It cannot go on by itself.</summary>
    Stalled,

    /// <summary>It failed, and is tried again.</summary>
    Failed,

    /// <summary>It was stopped, by the end of the service or of the lease.</summary>
    Cancelled,
}
