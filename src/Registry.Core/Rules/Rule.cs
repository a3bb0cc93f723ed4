namespace Registry.Core.Rules;

/// <summary>A rule of the registry: a stable code, what it demands, and what to do when it is broken.</summary>
/// <param name="Code">Stable code, <c>REG</c> and four digits.</param>
/// <param name="Title">What the rule demands, one sentence without a full stop.</param>
/// <param name="WayOut">What somebody who broke it does next.</param>
public sealed record Rule(string Code, string Title, string WayOut)
{
    /// <inheritdoc/>
    public override string ToString() => Code;
}
