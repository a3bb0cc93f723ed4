using System.Text;
using Registry.Core.Rules;
using Registry.Git.Objects;
using Registry.Git.Processes;
using Registry.Git.Repositories;

namespace Registry.Git.Surveys;

/// <summary>Reads many objects at a time: one question with all their ids, and then all answers, so that git and the caller work side by side.</summary>
internal sealed class ObjectBatch(GitRepository repository) : IAsyncDisposable
{
    private readonly GitProcess _process = repository.Start("cat-file", "--batch-command", "--buffer");
    private GitReader? _answers;

    /// <summary>The contents of objects, in the order of their ids.</summary>
    /// <exception cref="RegistryException">One of them is missing.</exception>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadAsync(IReadOnlyList<GitObjectId> objects, CancellationToken cancellationToken)
    {
        if (objects.Count == 0) return [];
        await using var killing = cancellationToken.Register(_process.Kill);
        var asking = AskAsync(objects, cancellationToken);
        _answers ??= new GitReader(_process.Output);
        var contents = new ReadOnlyMemory<byte>[objects.Count];
        for (var i = 0; i < contents.Length; i++) contents[i] = await AnswerAsync(_answers, objects[i], cancellationToken);
        await asking;
        return contents;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task AskAsync(IReadOnlyList<GitObjectId> objects, CancellationToken cancellationToken)
    {
        var question = new StringBuilder(objects.Count * 50);
        foreach (var id in objects) question.Append("contents ").Append(id).Append('\n');
        await _process.Input.WriteAsync(Encoding.ASCII.GetBytes(question.Append("flush\n").ToString()), cancellationToken);
        await _process.Input.FlushAsync(cancellationToken);
    }

    private static async ValueTask<ReadOnlyMemory<byte>> AnswerAsync(GitReader answers, GitObjectId id, CancellationToken cancellationToken)
    {
        var header = await answers.ReadToAsync((byte)'\n', cancellationToken)
            ?? throw new RegistryException(RegistryRules.GitFailed, $"git cat-file ended before the object {id}.");
        if (header.Span.EndsWith(" missing"u8))
            throw new RegistryException(RegistryRules.GitFailed, $"The registry's object {id} is missing; run git fsck in the repository.");
        var content = new byte[CatFile.SizeOf(header.Span)];
        await answers.ReadExactlyAsync(content, cancellationToken);
        await answers.SkipAsync(cancellationToken);
        return content;
    }
}
