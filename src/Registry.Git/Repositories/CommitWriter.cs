using System.Text;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Git.Objects;

namespace Registry.Git.Repositories;

/// <summary>Makes commits out of changed files alone: no work tree, no index, no object that is not on a changed path.</summary>
internal sealed class CommitWriter(GitRepository repository, IObjectDatabase database, TreeCache trees, ObjectFormat format, bool sign)
{
    /// <summary>Writes a child of <paramref name="parent"/>; no branch names it yet.</summary>
    /// <returns>The commit, or none when the changes leave every file as it is.</returns>
    /// <exception cref="RegistryException">The objects could not be written.</exception>
    public async Task<GitObjectId> WriteAsync(
        GitSnapshot parent, ChangeSet changes, CommitMessage message, DateTimeOffset time, CancellationToken cancellationToken)
    {
        var editor = new TreeEditor(trees.ReadAsync, format);
        var root = await editor.EditAsync(parent.Root, changes, cancellationToken);
        if (root == (parent.Root.IsNone ? format.EmptyTree : parent.Root)) return default;

        await database.WriteAsync(format, editor.Objects, cancellationToken);
        return await CommitAsync(root, parent.Commit, message, time, cancellationToken);
    }

    /// <summary>git itself makes the commit object, for its ways with names, encodings and signatures.</summary>
    private async Task<GitObjectId> CommitAsync(
        GitObjectId root, GitObjectId parent, CommitMessage message, DateTimeOffset time, CancellationToken cancellationToken)
    {
        List<string> arguments = ["-c", "i18n.commitEncoding=UTF-8", "commit-tree", root.ToString(), "-F", "-"];
        if (!parent.IsNone) arguments.AddRange(["-p", parent.ToString()]);
        if (sign) arguments.Add("--gpg-sign");
        var date = $"@{time.ToUnixTimeSeconds()} +0000";
        var output = await repository.RunAsync(
            repository.Command(arguments) with
            {
                Input = Encoding.UTF8.GetBytes(message.ToString()),
                Variables = [new("GIT_AUTHOR_DATE", date), new("GIT_COMMITTER_DATE", date)],
            },
            cancellationToken);
        return output.Succeeded
            ? GitObjectId.Parse(output.Text.AsSpan().Trim())
            : throw new RegistryException(sign ? RegistryRules.GitFailed : RegistryRules.StorageFailed, $"The commit could not be written: {output.Reason}");
    }
}
