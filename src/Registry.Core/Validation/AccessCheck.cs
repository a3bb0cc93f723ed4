using Registry.Core.Access;
using Registry.Core.Rules;
using Registry.Core.Store;

namespace Registry.Core.Validation;

/// <summary>What can be said of one file under <c>access/</c> alone: its format, and that it says of itself what its path says.</summary>
internal static class AccessCheck
{
    /// <summary>Checks a file; one that stands elsewhere is nobody's business here.</summary>
    public static IReadOnlyList<Problem> Check(string path, TreeItemKind kind, ReadOnlyMemory<byte> content)
    {
        if (path.Split('/') is not [RegistryPaths.Access, .. var rest]) return [];
        if (FileCheck.CheckMode(path, kind) is { } mode) return [mode];
        switch (rest)
        {
            case ["tokens", var file]:
                var token = AccessTokenFormat.Read(path, content);
                return token.Value is { } valid ? Compare(path, file, $"{valid.Id}.yaml") : token.Problems;
            case ["grants", var holder, var space, var file]:
                var grant = GrantFormat.Read(path, content);
                return grant.Value is { } granted ? Compare(path, $"{holder}/{space}/{file}", $"{granted.Token}/{granted.Entity}.yaml") : grant.Problems;
            case ["subscriptions", var file]:
                var subscription = SubscriptionFormat.Read(path, content);
                return subscription.Value is { } one ? Compare(path, file, $"{one.Name}.yaml") : subscription.Problems;
            default:
                return [new Problem(RegistryRules.Layout, path, "nothing of a registry stands at this path")];
        }
    }

    private static IReadOnlyList<Problem> Compare(string path, string actual, string expected) => actual == expected
        ? []
        : [new Problem(RegistryRules.PathMismatch, path, $"what the file says belongs at {expected}")];
}
