using System.Text;
using Registry.Git.Objects;
using Registry.Git.Processes;

namespace Registry.Git.Repositories;

/// <summary>Moves refs of a repository on this machine, by compare-and-swap.</summary>
internal sealed class LocalRefs(GitRepository repository, ObjectFormat format, Random random)
{
    private const int MostTriesForRefLock = 8;

    /// <summary>Moves a ref, and the ref of a lease together with it or neither.</summary>
    /// <param name="reason">For the reflog.</param>
    /// <param name="move">The ref.</param>
    /// <param name="fence">The ref of the lease under which it moves; <see langword="null"/> when there is none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<MoveOutcome> MoveAsync(string reason, RefMove move, RefMove? fence, CancellationToken cancellationToken)
    {
        var backoff = new Backoff(random, TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(200));
        for (var tries = 1; ; tries++)
        {
            var output = await UpdateAsync(reason, move, fence, cancellationToken);
            if (output.Succeeded) return new MoveOutcome.Won();

            // What git says differs between versions and kinds of storage; where the refs are does not.
            if (fence is not null && await TipAsync(fence.Name, cancellationToken) is var lease && lease != fence.Old)
                return lease == fence.New ? new MoveOutcome.Won() : new MoveOutcome.Fenced();
            var tip = await TipAsync(move.Name, cancellationToken);
            if (fence is null && tip == move.New) return new MoveOutcome.Won();
            if (tip != move.Old) return new MoveOutcome.Lost();
            if (!IsHeldLock(output) || tries == MostTriesForRefLock) return new MoveOutcome.StorageFailed(output.Reason);
            await backoff.WaitAsync(cancellationToken);
        }
    }

    private Task<GitOutput> UpdateAsync(string reason, RefMove move, RefMove? fence, CancellationToken cancellationToken)
    {
        string[] update = ["update-ref", "-m", $"registry: {reason}"];
        if (fence is null) return repository.RunAsync([.. update, move.Name, move.New.ToString(), Expected(move)], cancellationToken);
        var lines = string.Concat(new[] { fence, move }.Select(one => $"update {one.Name} {one.New} {Expected(one)}\n"));
        return repository.RunAsync(repository.Command([.. update, "--stdin"]) with { Input = Encoding.ASCII.GetBytes(lines) }, cancellationToken);
    }

    private string Expected(RefMove move) => (move.Old.IsNone ? format.None : move.Old).ToString();

    private async Task<GitObjectId> TipAsync(string name, CancellationToken cancellationToken)
    {
        var output = await repository.RunAsync(["rev-parse", "--verify", "--quiet", $"{name}^{{commit}}"], cancellationToken);
        return GitObjectId.TryParse(output.Text.AsSpan().Trim(), out var tip) ? tip : default;
    }

    private static bool IsHeldLock(GitOutput output) =>
        output.Error.Contains(".lock", StringComparison.Ordinal) && output.Error.Contains("exists", StringComparison.Ordinal);
}
