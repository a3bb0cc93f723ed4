using System.Text;
using Registry.Core.Rules;
using Registry.Git.Objects;
using Registry.Git.Repositories;

namespace Registry.Git.Leases;

/// <summary>The commits behind a lease: without parents and without files.</summary>
internal sealed class LeaseCommits(GitRepository repository)
{
    // Every object of a ref can be listed with its message by one process, which says nothing where there is none.
    private static readonly string[] s_read = ["for-each-ref", "--format=%(objectname)%0a%(contents)"];

    private GitObjectId _empty;

    /// <summary>Where the ref of this repository is, and the message of the commit there.</summary>
    public async Task<(GitObjectId Id, string Message)> ReadAsync(CancellationToken cancellationToken)
    {
        var text = (await repository.RunToSuccessAsync([.. s_read, RefLease.RefName], cancellationToken)).Text;
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? default : (GitObjectId.Parse(text.AsSpan(0, end)), text[(end + 1)..]);
    }

    /// <summary>Writes a commit that no ref names yet.</summary>
    /// <param name="record">What it says.</param>
    /// <param name="since">Its time, which nothing but people read; the same time gives the same object.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RegistryException">It could not be written.</exception>
    public async Task<GitObjectId> WriteAsync(LeaseRecord record, DateTimeOffset since, CancellationToken cancellationToken)
    {
        if (_empty.IsNone) _empty = GitObjectId.Parse((await repository.RunToSuccessAsync(["mktree"], cancellationToken)).Text.AsSpan().Trim());
        var date = $"@{since.ToUnixTimeSeconds()} +0000";
        var command = repository.Command("-c", "i18n.commitEncoding=UTF-8", "commit-tree", "--no-gpg-sign", _empty.ToString(), "-F", "-") with
        {
            Input = Encoding.UTF8.GetBytes(record.Format()),
            Variables = [new("GIT_AUTHOR_DATE", date), new("GIT_COMMITTER_DATE", date)],
        };
        var output = await repository.RunAsync(command, cancellationToken);
        return output.Succeeded
            ? GitObjectId.Parse(output.Text.AsSpan().Trim())
            : throw new RegistryException(RegistryRules.StorageFailed, $"The lease could not be written: {output.Reason}");
    }
}
