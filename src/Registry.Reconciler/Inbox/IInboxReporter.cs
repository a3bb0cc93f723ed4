namespace Registry.Reconciler.Inbox;

/// <summary>Tells those who handed something in what became of it.</summary>
public interface IInboxReporter
{
    /// <summary>Tells that an emit is folded in.</summary>
    /// <param name="commit">The commit of its branch.</param>
    /// <param name="description">A sentence with the version's id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task AcceptedAsync(string commit, string description, CancellationToken cancellationToken);

    /// <summary>Tells that an emit is refused, unless that was told before.</summary>
    /// <param name="commit">The commit of its branch.</param>
    /// <param name="description">A sentence that says why.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Since when its sender can know; <see langword="null"/> when nobody keeps that.</returns>
    Task<DateTimeOffset?> RefusedAsync(string commit, string description, CancellationToken cancellationToken);
}

/// <summary>Where there is nobody to tell: senders see the branch vanish, and whether the registry has their version.</summary>
public sealed class SilentInboxReporter : IInboxReporter
{
    /// <inheritdoc/>
    public Task AcceptedAsync(string commit, string description, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<DateTimeOffset?> RefusedAsync(string commit, string description, CancellationToken cancellationToken) => Task.FromResult<DateTimeOffset?>(null);
}
