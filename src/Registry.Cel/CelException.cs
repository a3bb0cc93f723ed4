namespace Registry.Cel;

/// <summary>An expression was refused when it was compiled.</summary>
public sealed class CelException(IReadOnlyList<CelError> errors) : Exception(string.Join('\n', errors))
{
    /// <summary>Every fault that was found, in the order of the text; at least one.</summary>
    public IReadOnlyList<CelError> Errors { get; } = errors;
}
