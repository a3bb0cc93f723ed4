using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Git.Processes;
using Registry.Git.Repositories;

namespace Registry.Git.Objects;

/// <summary>Reads all files of a tree with two processes, one that lists and one that reads, both of which run ahead of the caller.</summary>
internal sealed class BulkReader(GitRepository repository)
{
    // git cat-file --buffer keeps answers back until its buffer of a few kilobytes is full. So many questions may be open that
    // their answers, at 50 bytes or more each, always fill it: else both sides would wait for each other.
    private const int FilesInBatch = 1024;
    private const int BatchesAhead = 8;

    /// <summary>Streams the files below a tree in the order of the tree.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="prefix">What to put before each path.</param>
    /// <param name="cancellationToken">Ends both processes.</param>
    public async IAsyncEnumerable<StoredFile> ReadAsync(GitObjectId root, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var contents = repository.Start("cat-file", "--batch", "--buffer");
        await using var killing = stop.Token.Register(contents.Kill);
        var listed = Channel.CreateBounded<List<ListedFile>>(new BoundedChannelOptions(BatchesAhead) { SingleReader = true, SingleWriter = true });
        var listing = Task.Run(() => ListAsync(root, prefix, contents.Input, listed.Writer, stop.Token), CancellationToken.None);
        try
        {
            var reader = new GitReader(contents.Output);
            await foreach (var batch in listed.Reader.ReadAllAsync(cancellationToken))
                foreach (var file in batch)
                    yield return new StoredFile(file.Path, file.Kind, file.Kind == TreeItemKind.File ? await ContentAsync(reader, file.Path, cancellationToken) : default);

            await listing;
        }
        finally
        {
            await stop.CancelAsync();
            await listing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ListAsync(
        GitObjectId root, string prefix, Stream questions, ChannelWriter<List<ListedFile>> listed, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            var batch = new List<ListedFile>(FilesInBatch);
            var asked = new MemoryStream();
            await foreach (var entry in repository.PiecesAsync(["ls-tree", "-r", "-z", "--full-tree", root.ToString()], separator: 0, cancellationToken))
            {
                batch.Add(Take(entry.Span, prefix, asked));
                if (batch.Count < FilesInBatch) continue;
                await SendAsync();
                batch = new List<ListedFile>(FilesInBatch);
            }

            await SendAsync();
            questions.Close();

            async Task SendAsync()
            {
                // The questions go first: whoever waits for an answer must know that it was asked for.
                await questions.WriteAsync(asked.GetBuffer().AsMemory(0, (int)asked.Length), cancellationToken);
                await questions.FlushAsync(cancellationToken);
                asked.SetLength(0);
                await listed.WriteAsync(batch, cancellationToken);
            }
        }
        catch (Exception error) when (error is IOException or RegistryException or OperationCanceledException)
        {
            failure = error;
            throw;
        }
        finally
        {
            listed.Complete(failure);
        }
    }

    /// <summary>Takes <c>mode SP type SP id TAB path</c> apart, and asks for the content of what is a file.</summary>
    private static ListedFile Take(ReadOnlySpan<byte> entry, string prefix, MemoryStream asked)
    {
        var tab = entry.IndexOf((byte)'\t');
        var name = Encoding.UTF8.GetString(entry[(tab + 1)..]);
        var isFile = entry.StartsWith("100644 "u8) || entry.StartsWith("100664 "u8);
        if (isFile)
        {
            asked.Write(entry[(entry[..tab].LastIndexOf((byte)' ') + 1)..tab]);
            asked.WriteByte((byte)'\n');
        }

        return new ListedFile(prefix.Length == 0 ? name : prefix + name, isFile ? TreeItemKind.File : TreeItemKind.Other);
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ContentAsync(GitReader reader, string path, CancellationToken cancellationToken)
    {
        var header = await reader.ReadToAsync((byte)'\n', cancellationToken)
            ?? throw new RegistryException(RegistryRules.GitFailed, $"git cat-file ended before the content of {path}.");
        if (header.Span.EndsWith(" missing"u8))
            throw new RegistryException(RegistryRules.GitFailed, $"The content of {path} is missing; run git fsck in the repository.");
        var content = new byte[CatFile.SizeOf(header.Span)];
        await reader.ReadExactlyAsync(content, cancellationToken);
        await reader.SkipAsync(cancellationToken);
        return content;
    }

    private readonly record struct ListedFile(string Path, TreeItemKind Kind);
}
