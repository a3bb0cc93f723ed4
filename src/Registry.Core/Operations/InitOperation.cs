using System.Text;
using Registry.Core.Rules;
using Registry.Core.Settings;
using Registry.Core.Store;

namespace Registry.Core.Operations;

/// <summary>Makes the first commit of a registry.</summary>
/// <param name="name">The registry's name.</param>
/// <param name="template">Path and content of the template's files; the <c>name</c> line of its <c>registry.yaml</c> is replaced.</param>
public sealed class InitOperation(string name, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> template) : IOperation<RegistrySettings>
{
    /// <inheritdoc/>
    public async ValueTask<Plan<RegistrySettings>> PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        if ((await context.Registry.Snapshot.ListAsync("", cancellationToken)).Count > 0)
            return new Refused<RegistrySettings>(new Refusal(RegistryRules.BadRequest, "the repository has files already; a registry begins in an empty one"));

        var changes = new ChangeSet();
        foreach (var (path, content) in template) changes.Write(path, path == RegistryPaths.Settings ? WithName(content) : content);
        var settings = RegistrySettingsFormat.Read(RegistryPaths.Settings, changes.Files[RegistryPaths.Settings]!.Value).Get();
        var message = new CommitMessage($"init {name}", "", [new(CommitMessage.Action, "init")]);
        return new Planned<RegistrySettings>(settings, changes, message);
    }

    /// <summary>Replaces the one line, so that the template's comments stay.</summary>
    private byte[] WithName(ReadOnlyMemory<byte> settings)
    {
        var lines = Encoding.UTF8.GetString(settings.Span).Split('\n');
        var line = Array.FindIndex(lines, candidate => candidate.StartsWith("name:", StringComparison.Ordinal));
        lines[line] = $"name: {name}";
        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }
}
