using Registry.Core.Rules;
using Registry.Git.Processes;

namespace Registry.Git.Objects;

/// <summary>The objects of a repository, read through one <c>git cat-file</c> that stays open, and written as one small pack.</summary>
internal sealed class GitObjectDatabase(GitExecutable git, Func<IReadOnlyList<string>, GitCommand> command) : IObjectDatabase
{
    // git fetches what a partial clone lacks with a child. It dies of SIGPIPE (128 + 13) when that child ends before it was told
    // what to fetch, and then only the child says why.
    private const int FetchEndedEarly = 141;

    // A file for each of few objects, as git does with what it receives; above that one pack, flushed to the disk once.
    private const int MostLooseObjects = 1000;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private CatFile? _reader;
    private GitOutput? _lastWords;

    /// <inheritdoc/>
    public async ValueTask<GitObject?> FindAsync(string name, CancellationToken cancellationToken)
    {
        // A line is a question; a name with a line break would be two, and no object has such a name.
        if (name.AsSpan().ContainsAny("\n\r\0")) return null;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // A process that was there before may have died meanwhile, so it gets a successor; a new one that dies will not do better.
            if (_reader is not null)
            {
                if (TryFind(name, out var found, cancellationToken)) return found;
                await BuryAsync(cancellationToken);
            }

            if (TryFind(name, out var answer, cancellationToken)) return answer;
            await BuryAsync(cancellationToken);
            throw await FailureAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Half an answer may be left in the pipe.
            await DropAsync();
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async Task WriteAsync(ObjectFormat format, IReadOnlyList<GitObject> objects, CancellationToken cancellationToken)
    {
        string[] store = objects.Count > MostLooseObjects ? ["index-pack", "--stdin"] : ["unpack-objects", "-q"];
        var output = await git.RunAsync(command(store) with { Input = PackWriter.Write(format, objects) }, cancellationToken);
        if (!output.Succeeded)
            throw new RegistryException(RegistryRules.StorageFailed, $"The registry's objects could not be written: {output.Reason}");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _turn.Dispose();
        return DropAsync();
    }

    /// <summary>False when git has ended.</summary>
    private bool TryFind(string name, out GitObject? found, CancellationToken cancellationToken)
    {
        _reader ??= CatFile.Start(git, command(["cat-file", "--batch-command"]));
        try
        {
            found = _reader.Read(name, cancellationToken);
            return true;
        }
        catch (IOException)
        {
            found = null;
            return false;
        }
    }

    private async Task BuryAsync(CancellationToken cancellationToken)
    {
        _lastWords = _reader!.End(cancellationToken);
        await DropAsync();
    }

    private async Task<RegistryException> FailureAsync(CancellationToken cancellationToken)
    {
        var output = _lastWords!;
        if (output.ExitCode == 129) await git.RequireVersionAsync(cancellationToken);
        return output.Error switch
        {
            var error when error.Contains("not a git repository", StringComparison.Ordinal) =>
                new RegistryException(RegistryRules.NotARepository, $"{command([]).Directory} is not a git repository."),
            var error when error.Contains("transport", StringComparison.Ordinal) && error.Contains("not allowed", StringComparison.Ordinal) =>
                new RegistryException(RegistryRules.Unreachable, "The registry was opened offline, and what is to be read was never fetched."),
            _ when output.LacksSpace => new RegistryException(RegistryRules.StorageFailed, $"A part of the registry could not be kept: {output.Reason}"),
            var error when error.Contains("promisor remote", StringComparison.Ordinal) || output.ExitCode == FetchEndedEarly =>
                new RegistryException(RegistryRules.Unreachable, $"A part of the registry could not be fetched: {output.Reason}"),
            _ => GitExecutable.Failure(command(["cat-file"]), output),
        };
    }

    private ValueTask DropAsync()
    {
        var reader = _reader;
        _reader = null;
        return reader?.DisposeAsync() ?? default;
    }
}
