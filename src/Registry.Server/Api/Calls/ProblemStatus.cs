using System.Collections.Frozen;
using Registry.Core.Rules;

namespace Registry.Server.Api.Calls;

/// <summary>Which HTTP status a rule has that is not met.</summary>
internal static class ProblemStatus
{
    private static readonly FrozenDictionary<Rule, int> s_statuses = new Dictionary<Rule, int>
    {
        [RegistryRules.Unauthenticated] = StatusCodes.Status401Unauthorized,
        [RegistryRules.Forbidden] = StatusCodes.Status403Forbidden,
        [RegistryRules.Signature] = StatusCodes.Status403Forbidden,
        [RegistryRules.PreconditionFailed] = StatusCodes.Status412PreconditionFailed,
        [RegistryRules.CallLimit] = StatusCodes.Status429TooManyRequests,
        [RegistryRules.BadCall] = StatusCodes.Status400BadRequest,
        [RegistryRules.BadRequest] = StatusCodes.Status400BadRequest,
        [RegistryRules.EntityNotFound] = StatusCodes.Status404NotFound,
        [RegistryRules.VersionNotFound] = StatusCodes.Status404NotFound,
        [RegistryRules.TokenNotFound] = StatusCodes.Status404NotFound,
        [RegistryRules.ChannelUnknown] = StatusCodes.Status404NotFound,
        [RegistryRules.ChannelEmpty] = StatusCodes.Status404NotFound,
        [RegistryRules.RevisionUnknown] = StatusCodes.Status404NotFound,
        [RegistryRules.ContentMissing] = StatusCodes.Status404NotFound,
        [RegistryRules.ContentMismatch] = StatusCodes.Status422UnprocessableEntity,
        [RegistryRules.FileName] = StatusCodes.Status422UnprocessableEntity,
        [RegistryRules.HostLimit] = StatusCodes.Status422UnprocessableEntity,
        [RegistryRules.Reason] = StatusCodes.Status422UnprocessableEntity,
        [RegistryRules.Alias] = StatusCodes.Status422UnprocessableEntity,
        [RegistryRules.ContractSchema] = StatusCodes.Status422UnprocessableEntity,
        [RegistryRules.ContractBindings] = StatusCodes.Status422UnprocessableEntity,
        [RegistryRules.PropertyValue] = StatusCodes.Status422UnprocessableEntity,
        [RegistryRules.InstallInputs] = StatusCodes.Status422UnprocessableEntity,
        [RegistryRules.InstallOutputs] = StatusCodes.Status422UnprocessableEntity,
        [RegistryRules.NoFiles] = StatusCodes.Status422UnprocessableEntity,
        [RegistryRules.Unreachable] = StatusCodes.Status503ServiceUnavailable,
        [RegistryRules.StorageFailed] = StatusCodes.Status503ServiceUnavailable,
        [RegistryRules.LostRace] = StatusCodes.Status503ServiceUnavailable,
        [RegistryRules.LeaseHeld] = StatusCodes.Status503ServiceUnavailable,
        [RegistryRules.HostUnusable] = StatusCodes.Status503ServiceUnavailable,
        [RegistryRules.GitHubFailed] = StatusCodes.Status503ServiceUnavailable,
    }.ToFrozenDictionary();

    /// <summary>The status of a call that is refused.</summary>
    public static int OfRefusal(Rule rule) =>
        s_statuses.TryGetValue(rule, out var status) ? status
        : IsFormat(rule) ? StatusCodes.Status422UnprocessableEntity
        : StatusCodes.Status409Conflict;

    /// <summary>The status of what cannot be done for reasons that are not the call's: a registry that cannot be reached, or that has a broken file.</summary>
    public static int OfFailure(Rule rule) => s_statuses.TryGetValue(rule, out var status) && status != StatusCodes.Status422UnprocessableEntity ? status : StatusCodes.Status500InternalServerError;

    /// <summary>Rules about what a file may look like: what a caller put in is checked by the reader of the files.</summary>
    private static bool IsFormat(Rule rule) => rule.Code[3] is '1' or '2';
}
