using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Versions;
using Registry.Server.Api.Calls;

namespace Registry.Server.Api.Versions;

/// <summary>Finds the version that a part of an address names: an id, a SemVer, an alias, or a channel, <c>:stable</c>; without the colon where no alias is so called.</summary>
internal static class VersionSelector
{
    private const string Expected = "a version id, a SemVer, an alias or a channel";

    /// <summary>The version's id.</summary>
    /// <exception cref="CallRefusedException">There is no such version.</exception>
    /// <exception cref="RegistryException">A file of the entity is broken.</exception>
    public static async Task<VersionId> ResolveAsync(Call call, string selector, CancellationToken cancellationToken)
    {
        var resolution = await call.Registry.ResolveAsync(await ReferenceAsync(call, selector, cancellationToken), cancellationToken);
        return resolution.Version ?? throw new CallRefusedException(resolution.Refusal!.Problems);
    }

    /// <summary>A reference to the version, as what the registry has of that name.</summary>
    /// <exception cref="CallRefusedException">It is none.</exception>
    public static async Task<VersionReference> ReferenceAsync(Call call, string selector, CancellationToken cancellationToken)
    {
        var reference = Parse(call.Entity, selector);
        return reference.Kind == ReferenceKind.Alias
            && (await call.Registry.ResolveAsync(reference, cancellationToken)).Version is null
            && await call.Registry.PolicyAsync(call.Entity, selector, cancellationToken) is not null
            ? Parse(call.Entity, ":" + selector)
            : reference;
    }

    /// <summary>A reference to the version, for operations, which resolve it anew.</summary>
    /// <exception cref="CallRefusedException">It is none.</exception>
    public static VersionReference Parse(EntityName entity, string selector) =>
        VersionReference.TryParse(selector.StartsWith(':') ? $"{entity}{selector}" : $"{entity}@{selector}", out var reference)
            ? reference
            : throw new CallRefusedException(RegistryRules.BadCall, $"'{selector}' is not {Expected}");
}
