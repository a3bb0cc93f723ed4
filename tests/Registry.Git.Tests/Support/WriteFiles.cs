using System.Text;
using Registry.Core.Operations;
using Registry.Core.Store;

namespace Registry.Git.Tests.Support;

/// <summary>An operation that knows nothing of registries: it writes and removes files.</summary>
internal sealed class WriteFiles(params (string Path, string? Content)[] files) : IOperation<string>
{
    /// <summary>Called with the context of each plan; what happens in it happens between reading and writing.</summary>
    public Func<PlanContext, Task>? Planning { get; init; }

    /// <summary>How often the operation was planned.</summary>
    public int Plans { get; private set; }

    public string Subject { get; init; } = "write files";

    public string Body { get; init; } = "";

    public IReadOnlyList<KeyValuePair<string, string>> Trailers { get; init; } = [new(CommitMessage.Action, "write")];

    public async ValueTask<Plan<string>> PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        Plans++;
        if (Planning is not null) await Planning(context);
        var changes = new ChangeSet();
        foreach (var (path, content) in files)
        {
            if (content is null) changes.Remove(path);
            else changes.Write(path, Encoding.UTF8.GetBytes(content));
        }

        return new Planned<string>(Subject, changes, new CommitMessage(Subject, Body, Trailers));
    }
}
