using Registry.Core.Operations;

namespace Registry.Git.Tests.Groups;

/// <summary>An operation whose plan is known beforehand.</summary>
internal sealed class Answer<T>(Func<Plan<T>> plan) : IOperation<T>
{
    public Answer(Plan<T> plan)
        : this(() => plan)
    {
    }

    public ValueTask<Plan<T>> PlanAsync(PlanContext context, CancellationToken cancellationToken) => new(plan());
}
