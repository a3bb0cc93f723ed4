using Registry.Core.Operations;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Git;
using Registry.Git.Emits;
using Registry.Git.Processes;

namespace Registry.MSBuild.Emits;

/// <summary>One registry, for all projects of a build in one process. Safe for concurrent use.</summary>
/// <param name="location">The registry: an absolute path, or an address.</param>
/// <param name="options">How it is opened.</param>
internal sealed class RegistryConnection(string location, GitRegistryStoreOptions options) : IAsyncDisposable
{
    private readonly Emitter _emitter = new(location, options);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly bool _isRemote = GitUrl.IsUrl(location);
    private Problem? _broken;
    private readonly List<EmittedFile> _waiting = [];
    private bool _isPushDue;

    /// <summary>
    /// Emits. A registry on this machine has the version when this returns; for a remote one it is queued, and pushed with all
    /// others of the build, unless errors are to fail the build, which they can only while it runs.
    /// </summary>
    public async Task<EmitReport> EmitAsync(EmitRequest request, IReadOnlyList<FileToAttach> files, EmitSettings settings, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // What could not be reached a moment ago is not waited for again by each project.
            if (_broken is not null) return await QueueAsync(request, files, [], cancellationToken);
            if (_isRemote && !settings.Push) return await QueueAsync(request, files, [], cancellationToken);
            return _isRemote && !settings.FailOnError
                ? await DeferAsync(request, files, cancellationToken)
                : await EmitNowAsync(request, files, cancellationToken);
        }
        catch (RegistryException error)
        {
            return await QueueAsync(request, files, error.Problems, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return await QueueAsync(request, files, [new Problem(RegistryRules.StorageFailed, null, error.Message)], cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Writes what became of an emit into the project's <c>registry.json</c>; of one that waits, once more when it has gone out.</summary>
    public void Tell(EmittedFile file, EmitReport report)
    {
        file.Write(report);
        if (!report.IsQueued) return;
        lock (_waiting) _waiting.Add(file);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_isPushDue) await PushAsync(CancellationToken.None);
            await _emitter.DisposeAsync();
        }
#pragma warning disable CA1031 // The engine calls this when the build is over: what is thrown here would end its process. All of it is in the outbox still.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Say(error.Message);
        }

        _turn.Dispose();
    }

    /// <summary>Pushes all that waits. Where another process of the build was faster, the versions are looked up.</summary>
    private async Task PushAsync(CancellationToken cancellationToken)
    {
        var flushed = await _emitter.FlushAsync(cancellationToken);
        foreach (var item in flushed.Items)
            if (item.Refusal is { } refusal)
                Say($"{item.Entity} is refused, and kept in {item.SetAside}: {string.Join("; ", refusal.Problems)}");
        if (flushed.Why is { } why)
        {
            Say($"{flushed.Waiting} emits wait in the outbox: {why}");
            return;
        }

        // What came into an inbox waits there, as the files say already.
        if (await _emitter.HasInboxAsync(cancellationToken)) return;
        foreach (var file in _waiting)
        {
            var sent = flushed.Items.FirstOrDefault(item => item.Outcome is { } outcome && outcome.Entity == file.Settings.Entity && outcome.SourceHash == file.SourceHash)?.Outcome;
            sent ??= await _emitter.FindNowAsync(file.Settings.Entity, file.SourceHash, cancellationToken) is { } found ? found with { Created = true } : null;
            file.Write(new EmitReport(sent, [], IsQueued: false));
        }
    }

    /// <summary>Says something when the build's own log is closed. Seen where the process has a console, which MSBuild's further processes have not.</summary>
    private static void Say(string message) => Console.Error.WriteLine($"warning {RegistryRules.BuildQueued.Code}: {message}");

    private async Task<EmitReport> DeferAsync(EmitRequest request, IReadOnlyList<FileToAttach> files, CancellationToken cancellationToken)
    {
        if (!request.Force && await _emitter.FindAsync(request.Entity, request.SourceHash, cancellationToken) is { } known) return new EmitReport(known, [], false);
        _isPushDue = true;
        return await QueueAsync(request, files, [], cancellationToken);
    }

    private async Task<EmitReport> EmitNowAsync(EmitRequest request, IReadOnlyList<FileToAttach> files, CancellationToken cancellationToken)
    {
        switch (await _emitter.EmitAsync(request, files, cancellationToken))
        {
            case Emitted emitted:
                return new EmitReport(emitted.Outcome, [], false);
            case Submitted:
                return new EmitReport(null, [], true);
            case Queued queued:
                _broken = queued.Why;
                return new EmitReport(null, [queued.Why], true);
            case var refused:
                return new EmitReport(null, ((EmitRefused)refused).Refusal.Problems, false);
        }
    }

    private async Task<EmitReport> QueueAsync(EmitRequest request, IReadOnlyList<FileToAttach> files, IReadOnlyList<Problem> why, CancellationToken cancellationToken)
    {
        if (why.Count > 0) _broken = why[0];
        await _emitter.QueueAsync(request, files, cancellationToken);
        return new EmitReport(null, why, IsQueued: true);
    }
}
