using Registry.Core.Rules;

namespace Registry.Server.Api.Calls;

/// <summary>A call that is not answered as asked, and why. What is wrong is the call, not the registry.</summary>
internal sealed class CallRefusedException : Exception
{
    /// <summary>Refuses a call by one rule.</summary>
    public CallRefusedException(Rule rule, string message)
        : this([new Problem(rule, null, message)])
    {
    }

    /// <summary>Refuses a call.</summary>
    public CallRefusedException(IReadOnlyList<Problem> problems)
        : base(problems[0].ToString()) => Problems = problems;

    /// <summary>At least one.</summary>
    public IReadOnlyList<Problem> Problems { get; }

    /// <summary>The status, when it is not that of the rule.</summary>
    public int? Status { get; init; }
}
