namespace Registry.Git.Import;

/// <summary>What a bulk load did.</summary>
/// <param name="Created">Versions that are new.</param>
/// <param name="Unchanged">Lines whose source the registry had already.</param>
/// <param name="Refused">Lines that a rule refused.</param>
/// <param name="Revision">The newest commit of the load; <see langword="null"/> when nothing was new.</param>
public sealed record ImportSummary(long Created, long Unchanged, long Refused, string? Revision);
