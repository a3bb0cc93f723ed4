using Microsoft.AspNetCore.Mvc;
using Registry.Client.Models;
using Registry.Core.Access;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Versions;
using Registry.Server.Api.Access;
using Registry.Server.Api.Calls;
using Version = Registry.Client.Models.Version;

namespace Registry.Server.Api.Versions;

/// <summary>The versions of an entity.</summary>
internal static class VersionEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapVersions(this IEndpointRouteBuilder routes)
    {
        var versions = routes.MapGroup($"{ApiRoutes.Entity}/versions").WithTags("versions");
        versions.MapGet("", ListAsync).Does(AccessOperation.ListVersions).WithName("ListVersions").WithSummary("The versions of an entity, newest first").Produces<Page<Version>>();
        versions.MapPost("", CreateAsync).Does(AccessOperation.AddVersion).WithName("CreateVersion")
            .WithSummary("Makes a version of files that were uploaded before").Produces<VersionResult>().Produces<VersionResult>(StatusCodes.Status201Created);
        versions.MapGet("/{version}", ReadAsync).Does(AccessOperation.ReadVersion).WithName("GetVersion").WithSummary("A version, by id, SemVer, alias or channel").Produces<Version>();
        versions.MapPatch("/{version}", ChangeAsync).Does(AccessOperation.ChangeVersion).WithName("ChangeVersion")
            .WithSummary("Changes what people say of a version").Produces<VersionResult>();
        versions.MapDelete("/{version}", DeleteAsync).Does(AccessOperation.DeleteVersion).WithName("DeleteVersion")
            .WithSummary("Deletes a version and its files; a tombstone stays").Produces(StatusCodes.Status204NoContent);
        versions.MapPost("/{version}/archive", ArchiveAsync).Does(AccessOperation.ArchiveVersion).WithName("ArchiveVersion").WithSummary("Takes a version out of use").Produces<VersionResult>();
        versions.MapPost("/{version}/unarchive", UnarchiveAsync).Does(AccessOperation.ArchiveVersion).WithName("UnarchiveVersion").WithSummary("Takes a version back into use").Produces<VersionResult>();
        versions.MapPost("/{version}/revert", RevertAsync).Does(AccessOperation.RevertVersion).WithName("RevertVersion")
            .WithSummary("Makes a new version with an older one's content").Produces<VersionResult>().Produces<VersionResult>(StatusCodes.Status201Created);
        versions.MapPost("/{version}/install", InstallAsync).Does(AccessOperation.InstallVersion).WithName("InstallVersion")
            .WithSummary("What an install of a version comes to; changes nothing").Produces<Client.Models.Installation>();
        routes.MapGet($"{ApiRoutes.Entity}/compare/{{range}}", CompareAsync).Does(AccessOperation.CompareVersions).WithTags("versions").WithName("CompareVersions")
            .WithSummary("What differs between two versions, a...b").Produces<VersionComparison>();
    }

    /// <summary>The answer to an emit: 201 for a new version, 200 for a known one.</summary>
    public static IResult Answer(VersionResult result) => result.Outcome == "created"
        ? Results.Created($"{ApiRoutes.Base}/entities/{result.Version.Entity}/versions/{result.Version.Id}", result)
        : Results.Ok(result);

    private static async Task<IResult> ListAsync(
        Call call, int? limit, string? after, string? channel, string? status, string? tag, bool? archived, string? platform, DateTimeOffset? since, DateTimeOffset? until,
        bool? @internal, CancellationToken cancellationToken) => Results.Ok(await VersionList.ReadAsync(call, new VersionFilter
        {
            Limit = limit,
            After = after,
            Channel = channel,
            Status = status,
            Tag = tag,
            Archived = archived,
            Platform = platform,
            Since = since,
            Until = until,
            Internal = @internal ?? false,
        }, cancellationToken));

    private static async Task<IResult> CreateAsync(Call call, [FromBody] NewVersion version, VersionWrites writes, CancellationToken cancellationToken) =>
        Answer(await writes.EmitAsync(call, NewVersionRequest.Read(call.Entity, version), cancellationToken));

    private static async Task<IResult> ReadAsync(Call call, string version, bool? @internal, HttpContext context, CancellationToken cancellationToken)
    {
        var id = await VersionSelector.ResolveAsync(call, version, cancellationToken);
        var found = await VersionView.FindAsync(call.Registry, call.Entity, id, cancellationToken, @internal ?? false)
            ?? throw new CallRefusedException(RegistryRules.VersionNotFound, $"{call.Entity} has no version {id}");
        context.Response.Headers.ETag = $"\"{found.ManifestSha}\"";
        return Results.Ok(found);
    }

    private static async Task<IResult> ChangeAsync(Call call, string version, [FromBody] VersionChange change, VersionWrites writes, CancellationToken cancellationToken)
    {
        VersionState? status = change.Status switch
        {
            null => null,
            "listed" => VersionState.Listed,
            "unlisted" => VersionState.Unlisted,
            _ => throw new CallRefusedException(RegistryRules.BadCall, $"'status' is '{change.Status}'; expected listed or unlisted"),
        };
        var annotation = new Annotation { Alias = change.Alias, Comment = change.Comment, Status = status, Changelog = change.Changelog };
        return Results.Ok(await writes.ExecuteAsync(call, new AnnotateOperation(VersionSelector.Parse(call.Entity, version), annotation), cancellationToken));
    }

    private static async Task<IResult> DeleteAsync(Call call, string version, string? reason, HttpContext context, VersionWrites writes, CancellationToken cancellationToken)
    {
        context.Response.Headers[ApiRoutes.CommitHeader] = await writes.DeleteAsync(call, VersionSelector.Parse(call.Entity, version), reason, cancellationToken);
        return Results.NoContent();
    }

    private static async Task<IResult> ArchiveAsync(Call call, string version, [FromBody] Reasoned why, VersionWrites writes, CancellationToken cancellationToken) =>
        Results.Ok(await writes.ExecuteAsync(call, new ArchiveOperation(VersionSelector.Parse(call.Entity, version), archive: true, why.Reason), cancellationToken));

    private static async Task<IResult> UnarchiveAsync(Call call, string version, [FromBody] Reasoned why, VersionWrites writes, CancellationToken cancellationToken) =>
        Results.Ok(await writes.ExecuteAsync(call, new ArchiveOperation(VersionSelector.Parse(call.Entity, version), archive: false, why.Reason), cancellationToken));

    private static async Task<IResult> RevertAsync(Call call, string version, VersionWrites writes, CancellationToken cancellationToken) =>
        Answer(await writes.RevertAsync(call, VersionSelector.Parse(call.Entity, version), cancellationToken));

    private static async Task<IResult> InstallAsync(Call call, string version, [FromBody] Client.Models.InstallRequest request, CancellationToken cancellationToken) =>
        Results.Ok(await VersionInstall.RunAsync(call, version, request, cancellationToken));

    private static async Task<IResult> CompareAsync(Call call, string range, CancellationToken cancellationToken) =>
        Results.Ok(await VersionComparer.CompareAsync(call, range, cancellationToken));
}
