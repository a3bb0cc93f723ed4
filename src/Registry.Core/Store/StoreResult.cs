using Registry.Core.Operations;
using Registry.Core.Rules;

namespace Registry.Core.Store;

/// <summary>
/// How an operation ended in a store: <see cref="Committed{T}"/>, <see cref="AlreadySo{T}"/>, <see cref="NotDone{T}"/> or
/// <see cref="Unavailable{T}"/>.
/// </summary>
/// <typeparam name="T">What the operation tells its caller.</typeparam>
public abstract record StoreResult<T>
{
    private protected StoreResult()
    {
    }
}

/// <summary>The commit is part of the registry, durably.</summary>
/// <param name="Outcome">What the operation tells its caller.</param>
/// <param name="Revision">The commit's object id.</param>
public sealed record Committed<T>(T Outcome, string Revision) : StoreResult<T>;

/// <summary>Nothing had to be committed.</summary>
/// <param name="Outcome">What the operation tells its caller.</param>
/// <param name="Revision">The commit that was read.</param>
public sealed record AlreadySo<T>(T Outcome, string Revision) : StoreResult<T>;

/// <summary>A rule forbids the operation, or the remote refuses it; trying again does not help.</summary>
/// <param name="Refusal">Why.</param>
public sealed record NotDone<T>(Refusal Refusal) : StoreResult<T>;

/// <summary>The registry cannot be written now: unreachable, locked, read-only or full. Nothing was changed; later may do.</summary>
/// <param name="Problem">Why, with the way out.</param>
public sealed record Unavailable<T>(Problem Problem) : StoreResult<T>;
