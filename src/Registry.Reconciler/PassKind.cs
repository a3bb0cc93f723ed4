namespace Registry.Reconciler;

/// <summary>How far a pass looks.</summary>
public enum PassKind
{
    /// <summary>At what changed since the last pass, and at what is due.</summary>
    Changes,

    /// <summary>At everything.</summary>
    Everything,
}
