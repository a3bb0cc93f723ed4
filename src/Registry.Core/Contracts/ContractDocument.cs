using Registry.Core.Versions;

namespace Registry.Core.Contracts;

/// <summary>What the authors of an entity write once for all of its versions: a file of the source repository, which each emit takes over.</summary>
public sealed record ContractDocument : VersionContent;
