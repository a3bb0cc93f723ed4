using System.Text;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Git.Objects;

namespace Registry.Git.Repositories;

/// <summary>Makes commits out of changed files alone: no work tree, no index, no object that is not on a changed path.</summary>
internal sealed class CommitWriter(GitRepository repository, IObjectDatabase database, TreeCache trees, ObjectFormat format, bool sign)
{
    /// <summary>Writes a child of <paramref name="parent"/>; no branch names it yet.</summary>
    /// <param name="parent">The commit that it builds on.</param>
    /// <param name="changes">What it changes.</param>
    /// <param name="message">Its message.</param>
    /// <param name="time">When it is made.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <param name="author">Who made the change, <c>Name &lt;address&gt;</c>; <see langword="null"/> for whom git names.</param>
    /// <returns>The commit, or none when the changes leave every file as it is.</returns>
    /// <exception cref="RegistryException">The objects could not be written.</exception>
    public async Task<GitObjectId> WriteAsync(
        GitSnapshot parent, ChangeSet changes, CommitMessage message, DateTimeOffset time, CancellationToken cancellationToken, string? author = null)
    {
        var editor = new TreeEditor(trees.ReadAsync, format);
        var root = await editor.EditAsync(parent.Root, changes, cancellationToken);
        if (root == (parent.Root.IsNone ? format.EmptyTree : parent.Root)) return default;

        await database.WriteAsync(format, editor.Objects, cancellationToken);
        return await CommitAsync(root, parent.Commit, message, time, author, cancellationToken);
    }

    /// <summary>git itself makes the commit object, for its ways with names, encodings and signatures.</summary>
    private async Task<GitObjectId> CommitAsync(
        GitObjectId root, GitObjectId parent, CommitMessage message, DateTimeOffset time, string? author, CancellationToken cancellationToken)
    {
        List<string> arguments = ["-c", "i18n.commitEncoding=UTF-8", "commit-tree", root.ToString(), "-F", "-"];
        if (!parent.IsNone) arguments.AddRange(["-p", parent.ToString()]);
        if (sign) arguments.Add("--gpg-sign");
        var date = $"@{time.ToUnixTimeSeconds()} +0000";
        var output = await repository.RunAsync(
            repository.Command(arguments) with
            {
                Input = Encoding.UTF8.GetBytes(message.ToString()),
                Variables = [new("GIT_AUTHOR_DATE", date), new("GIT_COMMITTER_DATE", date), .. Person(author)],
            },
            cancellationToken);
        return output.Succeeded
            ? GitObjectId.Parse(output.Text.AsSpan().Trim())
            : throw new RegistryException(sign ? RegistryRules.GitFailed : RegistryRules.StorageFailed, $"The commit could not be written: {output.Reason}");
    }

    private static IEnumerable<KeyValuePair<string, string>> Person(string? author) =>
        author?.LastIndexOf(" <", StringComparison.Ordinal) is > 0 and var end && author.EndsWith('>')
            ? [new("GIT_AUTHOR_NAME", author[..end]), new("GIT_AUTHOR_EMAIL", author[(end + 2)..^1])]
            : [];
}
