using Registry.Reconciler.Planning;

namespace Registry.Reconciler;

/// <summary>What is open after a pass, wherever that pass looked: what earlier ones left open stays so until one looks at it again.</summary>
/// <param name="Waiting">The channels that wait.</param>
/// <param name="Failures">The versions that could not be published.</param>
/// <param name="Publications">How many versions may have to be published to which no pass came yet, or not because of the release host.</param>
public sealed record OpenWork(IReadOnlyList<Waiting> Waiting, IReadOnlyList<PublicationFailure> Failures, int Publications)
{
    /// <summary>Nothing is open.</summary>
    public static OpenWork None { get; } = new([], [], 0);
}
