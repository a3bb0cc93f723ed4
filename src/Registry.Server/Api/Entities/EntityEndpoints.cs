using Microsoft.AspNetCore.Mvc;
using Registry.Client.Models;
using Registry.Core.Access;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Server.Api.Access;
using Registry.Server.Api.Calls;
using Registry.Server.Api.Versions;
using Entity = Registry.Client.Models.Entity;

namespace Registry.Server.Api.Entities;

/// <summary>Entities.</summary>
internal static class EntityEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapEntities(this IEndpointRouteBuilder routes)
    {
        var entities = routes.MapGroup("").WithTags("entities");
        entities.MapGet("/entities", ListAsync).Does(AccessOperation.ListEntities).WithName("ListEntities").WithSummary("The entities that the caller may see").Produces<Page<EntitySummary>>();
        entities.MapPost("/entities", CreateAsync).Does(AccessOperation.CreateEntity).WithName("CreateEntity").WithSummary("Creates an entity, which is then the caller's").Produces<Entity>(StatusCodes.Status201Created);
        entities.MapGet(ApiRoutes.Entity, GetAsync).Does(AccessOperation.ReadEntity).WithName("GetEntity").WithSummary("An entity with its channels and newest versions").Produces<Entity>();
        entities.MapPatch(ApiRoutes.Entity, ChangeAsync).Does(AccessOperation.ChangeEntity).WithName("ChangeEntity").WithSummary("Changes an entity").Produces<Entity>();
        entities.MapDelete(ApiRoutes.Entity, DeleteAsync).Does(AccessOperation.DeleteEntity).WithName("DeleteEntity")
            .WithSummary("Deletes an entity of which no channel points at a version").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> ListAsync(Call call, [FromQuery(Name = "namespace")] string? space, int? limit, string? after, CancellationToken cancellationToken) =>
        Results.Ok(await EntityPages.ReadAsync(call, space, limit, after, entity => EntityView.FindAsync(call, entity, cancellationToken), cancellationToken));

    private static async Task<IResult> CreateAsync(Call call, [FromBody] NewEntity body, RegistryWrites writes, CancellationToken cancellationToken)
    {
        if (!EntityName.TryParse(body.Entity, out var entity))
            throw new CallRefusedException(RegistryRules.BadCall, $"'entity' is '{body.Entity}'; expected namespace/name, each {NameRule.Expected}");
        var written = await writes.ExecuteAsync(new CreateEntityOperation(entity, Apply(new EntitySettings(), body)), call.Request() with { Entity = entity }, cancellationToken);
        return Results.Created($"{ApiRoutes.Base}/entities/{entity}", await ReadAsync(call, entity, written.Commit, cancellationToken));
    }

    private static async Task<IResult> GetAsync(Call call, CancellationToken cancellationToken) =>
        Results.Ok(await EntityView.ReadAsync(call, call.Registry, call.Entity, cancellationToken));

    private static async Task<IResult> ChangeAsync(Call call, [FromBody] EntityContent body, RegistryWrites writes, CancellationToken cancellationToken)
    {
        var written = await writes.ExecuteAsync(new SetEntityOperation(call.Entity, settings => Apply(settings, body)), call.Request(), cancellationToken);
        return Results.Ok(await ReadAsync(call, call.Entity, written.Commit, cancellationToken));
    }

    private static async Task<IResult> DeleteAsync(Call call, string? reason, RegistryWrites writes, VersionWrites versions, CancellationToken cancellationToken)
    {
        var written = await writes.ExecuteAsync(new DeleteEntityOperation(call.Entity, reason), call.Request(), cancellationToken);
        await versions.RemoveFilesAsync(call, written.Outcome.Deleted);
        return Results.NoContent();
    }

    private static async Task<Entity> ReadAsync(Call call, EntityName entity, string commit, CancellationToken cancellationToken) =>
        await EntityView.ReadAsync(call, new RegistryReader(await call.Store.SnapshotAsync(commit, cancellationToken)), entity, cancellationToken);

    /// <summary>What is absent stays, and what is empty is removed.</summary>
    private static EntitySettings Apply(EntitySettings settings, EntityContent change) => settings with
    {
        Description = Text(change.Description, settings.Description),
        Owners = change.Owners ?? settings.Owners,
        Visibility = Text(change.Visibility, settings.Visibility),
        SharedWith = change.SharedWith ?? settings.SharedWith,
        Repository = Text(change.Repository, settings.Repository),
        DefaultChannel = Text(change.DefaultChannel, settings.DefaultChannel),
    };

    private static string? Text(string? now, string? before) => now switch
    {
        null => before,
        "" => null,
        _ => now,
    };
}
