using System.Text;
using Registry.Core.Channels;
using Registry.Core.Store;

namespace Registry.Core.Operations;

/// <summary>Writes the policies' people into CODEOWNERS. Tells the file's path.</summary>
public sealed class CodeOwnersOperation : IOperation<string>
{
    /// <inheritdoc/>
    public async ValueTask<Plan<string>> PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        var file = Encoding.UTF8.GetBytes(await FormatAsync(context.Registry, cancellationToken));
        var old = await context.Registry.Snapshot.ReadAsync(CodeOwners.Path, cancellationToken);
        if (old is null ? file.Length == 0 : old.Value.Span.SequenceEqual(file)) return new Unchanged<string>(CodeOwners.Path);
        return new Planned<string>(
            CodeOwners.Path,
            new ChangeSet().Write(CodeOwners.Path, file),
            new CommitMessage("codeowners as the policies say", "", [new(CommitMessage.Action, "codeowners")]));
    }

    /// <summary>The whole file as it should be: what people wrote into it, and the policies' part.</summary>
    public static async ValueTask<string> FormatAsync(RegistryReader registry, CancellationToken cancellationToken)
    {
        var old = await registry.Snapshot.ReadAsync(CodeOwners.Path, cancellationToken);
        var text = old is { } content ? Encoding.UTF8.GetString(content.Span).ReplaceLineEndings("\n") : "";
        return CodeOwners.Replace(text, CodeOwners.Format(await registry.SettingsAsync(cancellationToken), await registry.OwnPoliciesAsync(cancellationToken)));
    }
}
