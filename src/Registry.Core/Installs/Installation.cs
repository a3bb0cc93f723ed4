using System.Text.Json.Nodes;
using Registry.Core.Operations;
using Registry.Core.Rules;

namespace Registry.Core.Installs;

/// <summary>What an install comes to.</summary>
/// <param name="Version">The version that is installed.</param>
/// <param name="Inputs">The assembled inputs.</param>
/// <param name="Outputs">What the install shows.</param>
/// <param name="Lock">Every version and digest.</param>
public sealed record Installation(StoredManifest Version, JsonObject Inputs, JsonObject Outputs, InstallLock Lock);

/// <summary>An install, or everything for which there is none.</summary>
/// <param name="Installation">The install; <see langword="null"/> when there are problems.</param>
/// <param name="Problems">All that is wrong.</param>
public sealed record InstallResult(Installation? Installation, IReadOnlyList<Problem> Problems);
