using Registry.Core.Rules;
using Registry.Git.Import;

namespace Registry.Git;

/// <content>Bulk loads: what <see cref="RegistryImporter"/> needs of the store.</content>
public sealed partial class GitRegistryStore
{
    /// <summary>The time of the store's clock, UTC.</summary>
    internal DateTimeOffset Now => _options.TimeProvider.GetUtcNow();

    /// <summary>Who writes, as git names a person.</summary>
    internal async Task<string> ActorAsync(CancellationToken cancellationToken) => (await WriterAsync(cancellationToken)).Actor;

    /// <summary>Waits for the writer's turn.</summary>
    /// <exception cref="RegistryException">The registry is remote, or its HEAD is detached.</exception>
    internal async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        if (_remote is not null)
            throw new RegistryException(RegistryRules.BadRequest, $"{Location} is remote; clone it with git clone --bare, import there, and push");
        var branch = (await WriterAsync(cancellationToken)).Branch;
        if (branch.Name is null) throw new RegistryException(RegistryRules.NoBranch, $"HEAD of {Location} is detached, so there is no branch to write to");
        return await branch.EnterAsync(cancellationToken);
    }
}
