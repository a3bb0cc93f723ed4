using Registry.Core.Access;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Server.Api.Calls;
using Registry.Server.Reconciling;

namespace Registry.Server.Api.Access;

/// <summary>Lets a request of the API through when its caller may make it, with the registry at one commit.</summary>
internal sealed class AccessGate(RegistrySession session, TimeProvider time)
{
    /// <summary>Handles a request. What the routing itself answers, as a wrong method, is nobody's secret.</summary>
    /// <exception cref="CallRefusedException">The caller may not.</exception>
    /// <exception cref="RegistryException">The registry cannot be read.</exception>
    public async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint() is not RouteEndpoint endpoint || !context.Request.Path.StartsWithSegments(ApiRoutes.Base, StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        var rule = endpoint.Metadata.GetMetadata<AccessRule>() ?? throw new InvalidOperationException($"{endpoint.DisplayName} does not say what it does.");
        var cancelled = context.RequestAborted;
        var store = await session.OpenAsync(cancelled);
        var registry = new RegistryReader(await store.SnapshotAsync(null, cancelled));
        var caller = rule.Operation is null ? Caller.Anonymous : await Authentication.FindAsync(context.Request, registry, time.GetUtcNow(), cancelled);
        var entity = EntityOf(context.Request.RouteValues);
        if (rule.Operation is { } operation) await CheckAsync(operation, caller, registry, entity, cancelled);
        context.Response.Headers[ApiRoutes.CommitHeader] = registry.Snapshot.Revision;
        context.Features.Set(new Call(registry, caller, rule.Operation, entity, store));
        await next(context);
    }

    private static async Task CheckAsync(AccessOperation operation, Caller caller, RegistryReader registry, EntityName? entity, CancellationToken cancellationToken)
    {
        Refuse(operation, AccessTable.Decide(operation, caller.Role), entity);
        if (entity is null || AccessTable.NeedOf(operation) == AccessNeed.Nothing) return;
        var access = await registry.AccessAsync(entity, caller.Token, cancellationToken);
        // An entity may come into being with its first version, as with every other door.
        if (access is null && operation is AccessOperation.AddVersion or AccessOperation.Upload) return;
        Refuse(operation, access is null ? AccessDecision.Hidden : AccessTable.Decide(operation, caller.Role, access), entity);
    }

    private static void Refuse(AccessOperation operation, AccessDecision decision, EntityName? entity)
    {
        var about = entity is null ? "" : $" of {entity}";
        switch (decision)
        {
            case AccessDecision.Unauthenticated:
                throw new CallRefusedException(RegistryRules.Unauthenticated, $"the call shows no token, and {operation}{about} needs one");
            case AccessDecision.Forbidden:
                throw new CallRefusedException(RegistryRules.Forbidden, $"the token may not do {operation}{about}, which needs {AccessTable.NeedText(operation)}");
            case AccessDecision.Hidden:
                throw new CallRefusedException(RegistryRules.EntityNotFound, $"there is no entity {entity}");
        }
    }

    private static EntityName? EntityOf(RouteValueDictionary values)
    {
        if (values["namespace"] is not string space || values["name"] is not string name) return null;
        return EntityName.TryParse($"{space}/{name}", out var entity)
            ? entity
            : throw new CallRefusedException(RegistryRules.BadCall, $"'{space}/{name}' is not an entity name; expected namespace/name, each {NameRule.Expected}");
    }
}
