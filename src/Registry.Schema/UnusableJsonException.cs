namespace Registry.Schema;

/// <summary>A value that cannot be worked on: larger than <see cref="SchemaLimits"/> allow, or not JSON that everybody reads alike.</summary>
public sealed class UnusableJsonException : Exception
{
    internal UnusableJsonException(string pointer, string problem, Exception? inner = null)
        : base($"{(pointer.Length == 0 ? "the whole value" : pointer)}: {problem}", inner) => (InstancePointer, Problem) = (pointer, problem);

    /// <summary>Where, as JSON Pointer (RFC 6901); empty for the whole value.</summary>
    public string InstancePointer { get; }

    /// <summary>What is wrong there.</summary>
    public string Problem { get; }
}
