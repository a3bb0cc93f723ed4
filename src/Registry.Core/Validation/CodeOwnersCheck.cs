using System.Text;
using Registry.Core.Channels;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Settings;
using Registry.Core.Store;

namespace Registry.Core.Validation;

/// <summary>Whether CODEOWNERS says what the policies say.</summary>
internal static class CodeOwnersCheck
{
    /// <summary>Whether a change can make the two disagree. Only then is the whole registry looked through.</summary>
    public static bool IsConcerned(IReadOnlyList<FileDifference> others, IReadOnlyList<EntityName> repoliced) =>
        repoliced.Count > 0 || others.Any(difference => difference.Path is RegistryPaths.Settings or CodeOwners.Path);

    /// <summary>Compares the file with the policies.</summary>
    public static async Task<IReadOnlyList<Problem>> CheckAsync(RegistryReader registry, RegistrySettings settings, CancellationToken cancellationToken) =>
        Compare(await registry.Snapshot.ReadAsync(CodeOwners.Path, cancellationToken), CodeOwners.Format(settings, await registry.OwnPoliciesAsync(cancellationToken)));

    /// <summary>Compares the file with what it should end with.</summary>
    public static IReadOnlyList<Problem> Compare(ReadOnlyMemory<byte>? file, string part)
    {
        var text = file is { } content ? Encoding.UTF8.GetString(content.Span).ReplaceLineEndings("\n") : "";
        return CodeOwners.Says(text, part) ? [] : [new Problem(RegistryRules.CodeOwners, CodeOwners.Path, "does not end with what the policies say; expected what 'registry codeowners' writes")];
    }
}
