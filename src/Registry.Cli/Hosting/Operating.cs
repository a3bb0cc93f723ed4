using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Git;

namespace Registry.Cli.Hosting;

/// <summary>How an operation ended well.</summary>
/// <typeparam name="T">What the operation tells.</typeparam>
/// <param name="Outcome">What it tells.</param>
/// <param name="Changed">Whether there is a new commit.</param>
/// <param name="Revision">The commit.</param>
internal sealed record Operated<T>(T Outcome, bool Changed, string Revision);

/// <summary>Carries out operations for commands.</summary>
internal static class Operating
{
    /// <summary>Carries out an operation.</summary>
    /// <exception cref="RegistryException">It was refused, or the registry cannot be written.</exception>
    public static async Task<Operated<T>> OperateAsync<T>(this GitRegistryStore store, IOperation<T> operation, CancellationToken cancellationToken) =>
        await store.ExecuteAsync(operation, cancellationToken) switch
        {
            Committed<T> committed => new Operated<T>(committed.Outcome, Changed: true, committed.Revision),
            AlreadySo<T> already => new Operated<T>(already.Outcome, Changed: false, already.Revision),
            NotDone<T> refused => throw new RegistryException(refused.Refusal.Problems),
            Unavailable<T> unavailable => throw new RegistryException([unavailable.Problem]),
            var other => throw new InvalidOperationException($"An operation ended as {other.GetType()}."),
        };
}
