namespace Registry.Schema;

/// <summary>Who made the value that is validated.</summary>
public enum ValueUse
{
    /// <summary>A whole value: every required property must be there, as the standard says.</summary>
    Whole,

    /// <summary>What a client sent: a required property that is <c>readOnly</c> may be missing.</summary>
    Write,

    /// <summary>What is shown to a client: a required property that is <c>writeOnly</c> may be missing.</summary>
    Read,
}
