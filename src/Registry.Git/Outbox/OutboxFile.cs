namespace Registry.Git.Outbox;

/// <summary>A file that belongs to a request.</summary>
/// <param name="Name">Its name in the registry.</param>
/// <param name="Path">Where it is: when it is put into the outbox the source, afterwards the outbox's copy.</param>
public sealed record OutboxFile(string Name, string Path);
