using System.Security.Cryptography;
using Registry.Core.Rules;
using Registry.Git.Objects;
using Registry.Git.Repositories;

namespace Registry.Git.Leases;

/// <summary>
/// The right to be the one that writes, kept in a ref of the registry itself and moved by compare-and-swap. No wall clock decides anything: whoever
/// waits measures, by his own monotonic clock, how long the ref stood still. A holder that was paused for longer believes what it likes: its
/// commits move the branch and the lease together, and the lease is not where it left it. Safe for concurrent use.
/// </summary>
public sealed class RefLease : IDisposable
{
    /// <summary>The ref.</summary>
    public const string RefName = "refs/registry/lease";

    /// <summary>
    /// A holder's objects repeat after so many moves, so that a lease of months leaves no more objects behind. Somebody who looks away for so many
    /// may take a live lease for one that stood still; the fence makes that harmless.
    /// </summary>
    private const int Renewals = 256;

    /// <summary>The part of the duration after which a holder no longer trusts a renewal, though others still wait.</summary>
    private const double Trusted = 0.75;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ILeaseRef _ref;
    private readonly LeaseCommits _commits;
    private readonly LeaseOptions _options;
    private readonly TimeProvider _time;
    private readonly string _id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private (GitObjectId Id, long Since) _seen;
    private volatile Held? _held;
    private int _renewal;

    internal RefLease(ILeaseRef @ref, LeaseCommits commits, LeaseOptions options, TimeProvider time)
    {
        if (options.Duration < LeaseOptions.Limits.Shortest || options.Duration > LeaseOptions.Limits.Longest || options.Duration.Ticks % TimeSpan.TicksPerSecond != 0)
            throw new RegistryException(RegistryRules.BadRequest, $"A lease is good for whole seconds between one and a day, not for {options.Duration}.");
        if (options.Holder.AsSpan().Trim().IsEmpty || options.Holder.Any(char.IsControl))
            throw new RegistryException(RegistryRules.BadRequest, "The holder of a lease is named by one line of text.");
        (_ref, _commits, _options, _time) = (@ref, commits, options, time);
    }

    /// <summary>What somebody who does not hold the lease is told.</summary>
    public static Problem NotHeld { get; } = new(RegistryRules.LeaseHeld, null, "The lease of the registry is not held, or no longer.");

    /// <summary>What was last seen of the lease, whoever holds it; <see langword="null"/> before the first look, and when there was none.</summary>
    public LeaseRecord? Seen { get; private set; }

    /// <summary>The fencing number of the lease while it is held, otherwise 0.</summary>
    public long Number => IsHeld ? _held?.Number ?? 0 : 0;

    /// <summary>How long a renewal is good for.</summary>
    public TimeSpan Duration => _options.Duration;

    /// <summary>Whether the lease is held for certain: less time has passed since the last renewal was sent than others wait, less a margin.</summary>
    public bool IsHeld => _held is { } held && _time.GetElapsedTime(held.Renewed) < _options.Duration * Trusted;

    /// <summary>Takes the lease when nobody has it, when it was given back, or when it stood still for as long as it says.</summary>
    /// <returns>Whether it is held now. Somebody who waits calls again and again; see <see cref="Seen"/> for who holds it.</returns>
    /// <exception cref="RegistryException">The registry cannot be reached or written, or the ref is not a lease.</exception>
    public async Task<bool> TryAcquireAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (IsHeld) return true;
            var asked = _time.GetTimestamp();
            var record = await LookAsync(cancellationToken);
            var isMine = record is { IsFree: false } && record.Id == _id;
            if (record is { IsFree: false } && !isMine && _time.GetElapsedTime(_seen.Since, asked) < record.Duration) return false;
            // Between what is mine and now, nobody has taken over: the number stands.
            var number = isMine ? record!.Number : (record?.Number ?? 0) + 1;
            return await MoveAloneAsync(new Held(_seen.Id, number, asked, _time.GetUtcNow()), isFree: false, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Renews a lease that is held. To be called well within <see cref="Duration"/>, such as after each third of it.</summary>
    /// <returns>Whether it is held still; false when somebody took it over.</returns>
    /// <exception cref="RegistryException">The registry cannot be reached or written; the lease is held until its time is over.</exception>
    public async Task<bool> RenewAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_held is not { } held) return false;
            if (await MoveAloneAsync(held, isFree: false, cancellationToken)) return true;
            // An earlier move of ours, whose answer was lost, may have been carried out after all.
            var isMine = await LookAsync(cancellationToken) is { IsFree: false } record && record.Id == _id;
            if (isMine && await MoveAloneAsync(held with { Tip = _seen.Id }, isFree: false, cancellationToken)) return true;
            _held = null;
            return false;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Gives the lease back, so that nobody has to wait. The number stays in the ref: the next holder's is higher.</summary>
    /// <exception cref="RegistryException">The registry cannot be reached or written; others have to wait for the lease's time.</exception>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_held is { } held) await MoveAloneAsync(held, isFree: true, cancellationToken);
        }
        finally
        {
            _held = null;
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    /// <summary>Has a branch moved together with the lease, which is a renewal too. Git does not check the place of a ref that stays where it is.</summary>
    internal async Task<MoveOutcome> FenceAsync(Func<RefMove, Task<MoveOutcome>> moveBranch, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return IsHeld && _held is { } held ? await MoveAsync(held, isFree: false, (move, _) => moveBranch(move), cancellationToken) : new MoveOutcome.Fenced();
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<LeaseRecord?> LookAsync(CancellationToken cancellationToken)
    {
        var (id, message) = await _ref.ReadAsync(cancellationToken);
        // Measured after the answer: the holder's renewal is at least that old.
        if (id != _seen.Id) _seen = (id, _time.GetTimestamp());
        if (id.IsNone) return Seen = null;
        return Seen = LeaseRecord.TryParse(message)
            ?? throw new RegistryException(RegistryRules.LeaseHeld, $"{RefName} of the registry is not a lease; see who made it, and delete it with: git push <registry> :{RefName}");
    }

    /// <summary>Moves the ref of the lease by itself; false when it was not where it should be.</summary>
    private async Task<bool> MoveAloneAsync(Held held, bool isFree, CancellationToken cancellationToken) =>
        await MoveAsync(held, isFree, _ref.MoveAsync, cancellationToken) switch
        {
            MoveOutcome.Won => true,
            MoveOutcome.Refused refused => throw new RegistryException(RegistryRules.RemoteRefused, refused.Message),
            MoveOutcome.Unreachable unreachable => throw new RegistryException(RegistryRules.Unreachable, unreachable.Message),
            MoveOutcome.StorageFailed failed => throw new RegistryException(RegistryRules.StorageFailed, failed.Message),
            _ => false,
        };

    private async Task<MoveOutcome> MoveAsync(Held held, bool isFree, Func<RefMove, CancellationToken, Task<MoveOutcome>> move, CancellationToken cancellationToken)
    {
        // No two tries have the same object, not even those that failed: an answer that is late must not be taken for another's.
        var record = new LeaseRecord(_options.Holder, _id, held.Number, _options.Duration, _renewal = (_renewal + 1) % Renewals, isFree);
        var next = await _commits.WriteAsync(record, held.Since, cancellationToken);
        var sent = _time.GetTimestamp();
        var outcome = await move(new RefMove(RefName, held.Tip, next), cancellationToken);
        if (outcome is MoveOutcome.Won) (_held, Seen) = (held with { Tip = next, Renewed = sent }, record);
        else if (outcome is MoveOutcome.Fenced) _held = null;
        return outcome;
    }

    /// <param name="Tip">Where the ref was left.</param>
    /// <param name="Number">The fencing number.</param>
    /// <param name="Renewed">The monotonic time before the last renewal was sent.</param>
    /// <param name="Since">The time of the clock when it was taken, for people to read.</param>
    private sealed record Held(GitObjectId Tip, long Number, long Renewed, DateTimeOffset Since);
}
