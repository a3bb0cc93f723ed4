using Registry.Core.Store;

namespace Registry.Core.Operations;

/// <summary>Reads a snapshot's files as what they are.</summary>
/// <param name="snapshot">The registry at one commit.</param>
public sealed class RegistryReader(IRegistrySnapshot snapshot)
{
    /// <summary>The files beneath.</summary>
    public IRegistrySnapshot Snapshot => snapshot;
}
