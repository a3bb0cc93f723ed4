using Microsoft.AspNetCore.Mvc;
using Registry.Client.Models;
using Registry.Core.Access;
using Registry.Core.Entities;
using Registry.Core.Rules;
using Registry.Server.Api.Calls;
using Registry.Server.Api.Entities;
using EntityAccess = Registry.Client.Models.EntityAccess;

namespace Registry.Server.Api.Access;

/// <summary>Who may use what.</summary>
internal static class AccessEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapAccess(this IEndpointRouteBuilder routes)
    {
        var access = routes.MapGroup("").WithTags("access");
        access.MapGet("/access", ListAsync).Does(AccessOperation.ReadAccess).WithName("ListAccess").WithSummary("The entities that the caller may use, and how").Produces<Page<EntityAccess>>();
        access.MapPut($"{ApiRoutes.Entity}/access/{{tokenId}}", GrantAsync).Does(AccessOperation.ChangeAccess).WithName("GrantAccess").WithSummary("Says what a token may do with an entity").Produces<EntityGrant>();
        access.MapDelete($"{ApiRoutes.Entity}/access/{{tokenId}}", RevokeAsync).Does(AccessOperation.ChangeAccess).WithName("RevokeAccess").WithSummary("Takes away what a token may do with an entity").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> ListAsync(Call call, int? limit, string? after, CancellationToken cancellationToken) =>
        Results.Ok(await EntityPages.ReadAsync(call, space: null, limit, after, entity => FindAsync(call, entity, cancellationToken), cancellationToken));

    private static async Task<EntityAccess?> FindAsync(Call call, EntityName entity, CancellationToken cancellationToken)
    {
        if (await call.Registry.AccessAsync(entity, call.Caller.Token, cancellationToken) is not { } access) return null;
        var grants = AccessTable.Effective(call.Caller.Role, access);
        return grants == Grants.None ? null : new EntityAccess(entity.ToString(), access.Visibility, GrantFormat.Format(grants));
    }

    private static async Task<IResult> GrantAsync(Call call, string tokenId, [FromBody] NewGrant body, RegistryWrites writes, CancellationToken cancellationToken)
    {
        if (body.Grants.Count == 0 || GrantFormat.Parse(body.Grants) is not { } grants)
            throw new CallRefusedException(RegistryRules.BadCall, $"'grants' is [{string.Join(", ", body.Grants)}]; expected at least one of {string.Join(", ", GrantFormat.Words)}");
        var written = await writes.ExecuteAsync(new GrantOperation(new Grant(tokenId, call.Entity, grants)), call.Request(), cancellationToken);
        return Results.Ok(new EntityGrant(written.Outcome.Token, call.Entity.ToString(), GrantFormat.Format(grants)));
    }

    private static async Task<IResult> RevokeAsync(Call call, string tokenId, RegistryWrites writes, CancellationToken cancellationToken)
    {
        await writes.ExecuteAsync(new GrantOperation(new Grant(tokenId, call.Entity, Grants.None)), call.Request(), cancellationToken);
        return Results.NoContent();
    }
}
