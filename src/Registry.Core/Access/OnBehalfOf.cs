using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Store;

namespace Registry.Core.Access;

/// <summary>What a token wants to do.</summary>
/// <param name="Token">The token, as it was when the call came.</param>
/// <param name="Operations">What it does, all of which it must be allowed.</param>
/// <param name="Entity">The entity that it is about; <see langword="null"/> for none.</param>
public sealed record AccessRequest(AccessToken Token, IReadOnlyList<AccessOperation> Operations, EntityName? Entity);

/// <summary>
/// An operation in the name of a token, if the token may do it at the very commit on which it is planned: what was taken away a moment ago counts
/// no more. The token is the actor, its person stands for the change, and an entity that comes into being is its own.
/// </summary>
/// <typeparam name="T">What the operation tells its caller.</typeparam>
/// <param name="operation">The operation.</param>
/// <param name="request">What is asked for.</param>
public sealed class OnBehalfOf<T>(IOperation<T> operation, AccessRequest request) : IOperation<T>
{
    /// <inheritdoc/>
    public async ValueTask<Plan<T>> PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        if (await context.Registry.TokenAsync(request.Token.Id, cancellationToken) is not { } token || token.IsExpired(context.Now))
            return new Refused<T>(new Refusal(RegistryRules.Unauthenticated, $"the token {request.Token.Id} is no longer valid"));
        var access = request.Entity is { } entity ? await context.Registry.AccessAsync(entity, token, cancellationToken) : null;
        if (Check(token, access) is { } refusal) return new Refused<T>(refusal);

        var plan = await operation.PlanAsync(context with { Actor = token.Actor, People = token.Person is { } person ? [person] : [] }, cancellationToken);
        if (plan is not Planned<T> planned) return plan;
        if (request.Entity is { } own && access is null && planned.Changes.Files.ContainsKey(RegistryPaths.EntitySettings(own)))
            planned.Changes.Write(RegistryPaths.Grant(token.Id, own), GrantFormat.Write(new Grant(token.Id, own, Grants.All)));
        return planned with { Message = planned.Message with { Trailers = [.. planned.Message.Trailers, new(CommitMessage.By, token.Actor)] } };
    }

    private Refusal? Check(AccessToken token, EntityAccess? access)
    {
        var role = token.IsAdministrator ? CallerRole.Administrator : CallerRole.User;
        foreach (var wanted in request.Operations)
        {
            // Of an entity that does not exist the operation itself says so, or creates it.
            switch (access is null ? AccessTable.Decide(wanted, role) : AccessTable.Decide(wanted, role, access))
            {
                case AccessDecision.Allowed:
                    continue;
                case AccessDecision.Hidden:
                    return new Refusal(RegistryRules.EntityNotFound, $"there is no entity {request.Entity}");
                default:
                    return new Refusal(RegistryRules.Forbidden, $"the token may not do {wanted}{(request.Entity is { } entity ? $" of {entity}" : "")}, which needs {AccessTable.NeedText(wanted)}");
            }
        }

        return null;
    }
}
