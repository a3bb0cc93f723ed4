using System.Security.Cryptography;

namespace Registry.FakeGitHub.Access;

/// <summary>A GitHub App, installed once, on all repositories.</summary>
/// <param name="Id">Its number, which is the issuer of its signatures.</param>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Key">The public key that its signatures are verified with.</param>
/// <param name="InstallationId">The number of its installation.</param>
/// <param name="Permissions">What the installation was granted.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record App(long Id, string Slug, RSA Key, long InstallationId, IReadOnlyDictionary<string, AccessLevel> Permissions, DateTimeOffset CreatedAt);
