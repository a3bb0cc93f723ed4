using System.Threading.Channels;
using Registry.Core.Operations;
using Registry.Core.Rules;

namespace Registry.Core.Store.Groups;

/// <summary>
/// Folds the writes of many callers into few commits: while one commit is under way, the operations for the next gather. Each caller gets the
/// outcome of his own operation, once the commit stands. Safe for concurrent use; one for each registry and process.
/// </summary>
public sealed class GroupCommit : IAsyncDisposable
{
    private readonly IRegistryStore _store;
    private readonly GroupCommitOptions _options;
    private readonly Channel<WaitingWrite> _waiting;
    private readonly CancellationTokenSource _abandoned = new();
    private readonly Task _loop;
    private volatile bool _isClosed;

    /// <summary>Begins to take writes.</summary>
    /// <param name="store">Where to write. It is not disposed of.</param>
    /// <param name="options">How much to take at once.</param>
    public GroupCommit(IRegistryStore store, GroupCommitOptions options)
    {
        (_store, _options) = (store, options);
        _waiting = Channel.CreateBounded<WaitingWrite>(new BoundedChannelOptions(options.MostWaiting) { SingleReader = true });
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Carries an operation out together with others that wait.</summary>
    /// <param name="operation">The operation. It sees what those before it in the same commit did.</param>
    /// <param name="cancellationToken">Ends the caller's wait. An operation whose commit is under way is carried out all the same.</param>
    /// <returns>How this operation ended; unavailable when too many wait already.</returns>
    /// <exception cref="RegistryException">The registry is broken, or git does not know who commits.</exception>
    /// <exception cref="ObjectDisposedException">No more writes are taken.</exception>
    public async Task<StoreResult<T>> ExecuteAsync<T>(IOperation<T> operation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var write = new WaitingWrite<T>(operation, cancellationToken);
        if (_waiting.Writer.TryWrite(write)) return await write.EndAsync();
        ObjectDisposedException.ThrowIf(_isClosed, this);
        return new Unavailable<T>(new Problem(RegistryRules.LostRace, null, $"{_options.MostWaiting} writes wait already."));
    }

    /// <summary>Takes no more writes, and carries out those that wait.</summary>
    /// <param name="cancellationToken">Gives up what is not done by then: those callers' waits are cancelled.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _isClosed = true;
        _waiting.Writer.TryComplete();
        await using var giving = cancellationToken.Register(_abandoned.Cancel);
        await _loop;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _abandoned.Dispose();
    }

    private async Task LoopAsync()
    {
        var token = _abandoned.Token;
        List<WaitingWrite> writes = [];
        while (await _waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            writes.Clear();
            while (writes.Count < _options.MostInCommit && _waiting.Reader.TryRead(out var write))
                if (!write.IsOver)
                    writes.Add(write);
            if (writes.Count == 0) continue;
            _options.Taken?.Invoke(writes.Count);
            try
            {
                await CommitAsync(writes, token);
            }
#pragma warning disable CA1031 // Whatever went wrong is told to those whom it concerns; the next ones get their own turn.
            catch (Exception error)
            {
                foreach (var write in writes) write.Fail(error);
            }
#pragma warning restore CA1031
        }
    }

    private async Task CommitAsync(List<WaitingWrite> writes, CancellationToken cancellationToken)
    {
        switch (await _store.ExecuteAsync(new BatchOperation<object?>(writes), cancellationToken))
        {
            case Committed<IReadOnlyList<BatchItem<object?>>> committed:
                Finish(writes, committed.Outcome, committed.Revision);
                break;
            case AlreadySo<IReadOnlyList<BatchItem<object?>>> already:
                Finish(writes, already.Outcome.Select(item => item with { IsChange = false }), already.Revision);
                break;
            case Unavailable<IReadOnlyList<BatchItem<object?>>> unavailable:
                foreach (var write in writes) write.Finish(unavailable.Problem);
                break;
            default:
                // The commit as a whole is refused, which one operation is to blame for, or each.
                foreach (var write in writes) await write.RunAloneAsync(_store, cancellationToken);
                break;
        }
    }

    private static void Finish(List<WaitingWrite> writes, IEnumerable<BatchItem<object?>> items, string revision)
    {
        foreach (var (write, item) in writes.Zip(items)) write.Finish(item, revision);
    }
}
