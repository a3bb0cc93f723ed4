using Registry.Core.Channels;
using Registry.Core.Store;

namespace Registry.Core.Operations;

/// <summary>One of the registry's operations. Planning reads the snapshot and nothing else, so it may be repeated at will.</summary>
/// <typeparam name="T">What the operation tells its caller.</typeparam>
public interface IOperation<T>
{
    /// <summary>Plans the operation on one snapshot.</summary>
    ValueTask<Plan<T>> PlanAsync(PlanContext context, CancellationToken cancellationToken);
}

/// <summary>What a plan may depend on.</summary>
/// <param name="Registry">The registry at one commit.</param>
/// <param name="History">What channels pointed at before that commit.</param>
/// <param name="Now">The time of the clock, UTC.</param>
/// <param name="Actor">Who asks, as git names a person: <c>Name &lt;address&gt;</c>.</param>
public sealed record PlanContext(RegistryReader Registry, IChannelHistory History, DateTimeOffset Now, string Actor)
{
    /// <summary>Who stands for the change, as policies name people; the actor when nobody says more.</summary>
    public IReadOnlyCollection<Principal> People { get; init; } = Principal.Of(Actor);
}
