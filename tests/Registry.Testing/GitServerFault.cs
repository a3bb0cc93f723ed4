namespace Registry.Testing;

/// <summary>What goes wrong with a request to a <see cref="GitServer"/>.</summary>
public enum GitServerFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The answer is 503.</summary>
    Unavailable,

    /// <summary>The answer is 403.</summary>
    Forbidden,

    /// <summary>The connection is cut before git sees the request.</summary>
    CutBefore,

    /// <summary>git carries the request out, and the connection is cut instead of an answer.</summary>
    DropAnswer,
}
