using Registry.Core.Rules;

namespace Registry.Core.Operations;

/// <summary>Why an operation is not done: every unmet rule at once.</summary>
/// <param name="Problems">At least one.</param>
public sealed record Refusal(IReadOnlyList<Problem> Problems)
{
    /// <summary>A refusal by one rule.</summary>
    public Refusal(Rule rule, string message, string? file = null)
        : this([new Problem(rule, file, message)])
    {
    }

    /// <summary>Whether something that was named is not there, as opposed to a rule that forbids the operation.</summary>
    public bool IsNotFound => Problems.All(problem =>
        problem.Rule == RegistryRules.VersionNotFound || problem.Rule == RegistryRules.EntityNotFound
        || problem.Rule == RegistryRules.TokenNotFound || problem.Rule == RegistryRules.ChannelUnknown || problem.Rule == RegistryRules.ChannelEmpty);
}
