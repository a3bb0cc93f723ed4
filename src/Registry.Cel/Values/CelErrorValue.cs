using Registry.Cel.Syntax;
using Registry.Cel.Types;

namespace Registry.Cel.Values;

/// <summary>That an evaluation has no value.</summary>
public sealed class CelErrorValue : CelValue
{
    private readonly SourceText? _source;
    private readonly int _offset;

    internal CelErrorValue(string message, SourceText? source = null, int offset = 0) => (Message, _source, _offset) = (message, source, offset);

    /// <summary>What went wrong, and where in the expression.</summary>
    public CelError Error => (_source ?? new SourceText("")).ErrorAt(_offset, Message);

    /// <inheritdoc/>
    public override CelTypeKind Kind => CelTypeKind.Error;

    internal override string TypeName => "error";

    internal string Message { get; }

    /// <summary>The error with a place, unless it has one. The line is found on demand: most errors that operators absorb are never read.</summary>
    internal CelErrorValue At(SourceText source, int offset) => _source is null ? new CelErrorValue(Message, source, offset) : this;
}
