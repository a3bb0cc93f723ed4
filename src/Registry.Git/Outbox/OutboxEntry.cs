using Registry.Core.Rules;

namespace Registry.Git.Outbox;

/// <summary>A request that waits for its registry.</summary>
/// <param name="Id">Its name in the outbox; the ordinal order of the names is the order of arrival.</param>
/// <param name="Request">The request's bytes.</param>
/// <param name="Files">Copies of the files that belong to it, ordered by name.</param>
public sealed record OutboxEntry(string Id, ReadOnlyMemory<byte> Request, IReadOnlyList<OutboxFile> Files)
{
    /// <summary>Where the outbox's copy of a file is.</summary>
    /// <exception cref="RegistryException">The outbox has no such file.</exception>
    public string PathOf(string name) => Files.FirstOrDefault(file => file.Name == name)?.Path
        ?? throw new RegistryException(RegistryRules.FileUnreadable, $"entry {Id} of the outbox has lost its file '{name}'");
}
