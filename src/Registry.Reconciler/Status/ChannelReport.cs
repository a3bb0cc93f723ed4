using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Reconciler.Planning;

namespace Registry.Reconciler.Status;

/// <summary>Where channels stand, what they wait for, and what failed.</summary>
/// <param name="Channels">The channels, by entity and in the order in which versions pass them.</param>
/// <param name="Failures">The versions that could not be published.</param>
/// <param name="Problems">What is wrong with entities that are set aside, or with the release host.</param>
public sealed record ChannelReport(IReadOnlyList<ChannelState> Channels, IReadOnlyList<PublicationFailure> Failures, IReadOnlyList<Problem> Problems)
{
    /// <summary>Reads where the channels of entities stand.</summary>
    /// <param name="context">The registry, and the time.</param>
    /// <param name="entities">The entities.</param>
    /// <param name="failures">The versions that could not be published.</param>
    /// <param name="problems">What else is wrong.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<ChannelReport> ReadAsync(
        PlanContext context, IEnumerable<EntityName> entities, IReadOnlyList<PublicationFailure> failures, IReadOnlyList<Problem> problems, CancellationToken cancellationToken)
    {
        List<ChannelState> channels = [];
        List<Problem> wrong = [.. problems];
        foreach (var entity in entities)
        {
            try
            {
                await ReadAsync(context, entity, channels, cancellationToken);
            }
            catch (RegistryException broken)
            {
                wrong.AddRange(broken.Problems.Except(wrong));
            }
        }

        return new ChannelReport(channels, failures, wrong);
    }

    private static async Task ReadAsync(PlanContext context, EntityName entity, List<ChannelState> channels, CancellationToken cancellationToken)
    {
        var registry = context.Registry;
        var pass = new ChannelPass(context, entity);
        await pass.PlanAsync(cancellationToken);
        foreach (var policy in await registry.PoliciesAsync(entity, cancellationToken))
        {
            var pointer = await registry.ChannelAsync(entity, policy.Name, cancellationToken);
            var soak = await registry.SoakAsync(entity, policy.Name, cancellationToken);
            var release = pointer is null ? null : await registry.ReleaseAsync(entity, pointer.Version, cancellationToken);
            channels.Add(new ChannelState(
                entity, policy, pointer, soak?.Version == pointer?.Version ? soak?.Since : null, release?.PublishedAt,
                pass.Waiting.Find(waiting => waiting.Channel == policy.Name) ?? Next(pass, policy.Name)));
        }
    }

    /// <summary>A move that the next pass makes is waited for, too.</summary>
    private static Waiting? Next(ChannelPass pass, string channel) =>
        pass.Advances.Find(advance => advance.Channel == channel) is { } advance ? new Waiting(advance.Entity, channel, advance.To, ["the next pass moves it"], null) : null;
}
