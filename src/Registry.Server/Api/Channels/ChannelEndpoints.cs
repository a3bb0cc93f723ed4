using Microsoft.AspNetCore.Mvc;
using Registry.Client.Models;
using Registry.Core.Access;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Core.Versions;
using Registry.Server.Api.Access;
using Registry.Server.Api.Calls;
using Registry.Server.Api.Versions;
using Channel = Registry.Client.Models.Channel;

namespace Registry.Server.Api.Channels;

/// <summary>The channels of an entity.</summary>
internal static class ChannelEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapChannels(this IEndpointRouteBuilder routes)
    {
        var entity = routes.MapGroup(ApiRoutes.Entity).WithTags("channels");
        entity.MapGet("/active-version", ReadActiveAsync).Does(AccessOperation.ReadChannel).WithName("GetActiveVersion").WithSummary("The default channel").Produces<Channel>();
        entity.MapPut("/active-version", MoveActiveAsync).Does(AccessOperation.MoveChannel).WithName("SetActiveVersion").WithSummary("Moves the default channel").Produces<Channel>().Produces<Proposal>(StatusCodes.Status202Accepted);
        entity.MapGet("/channels/{channel}", ReadAsync).Does(AccessOperation.ReadChannel).WithName("GetChannel").WithSummary("A channel").Produces<Channel>();
        entity.MapPut("/channels/{channel}", MoveAsync).Does(AccessOperation.MoveChannel).WithName("MoveChannel").WithSummary("Moves a channel, at once or by a pull request").Produces<Channel>().Produces<Proposal>(StatusCodes.Status202Accepted);
        entity.MapGet("/channels/{channel}/history", HistoryAsync).Does(AccessOperation.ReadChannel).WithName("GetChannelHistory").WithSummary("The moves of a channel, newest first").Produces<Page<ChannelEntry>>();
        entity.MapPost("/channels/{channel}/rollback", RollbackAsync).Does(AccessOperation.MoveChannel).WithName("RollBackChannel").WithSummary("Moves a channel back, and holds it there").Produces<Channel>().Produces<Proposal>(StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> ReadActiveAsync(Call call, HttpContext context, CancellationToken cancellationToken) =>
        await ReadAsync(call, await call.Registry.DefaultChannelAsync(call.Entity, cancellationToken), context, cancellationToken);

    private static async Task<IResult> MoveActiveAsync(Call call, [FromBody] ChannelMove move, bool? pullRequest, HttpContext context, ChannelWrites writes, CancellationToken cancellationToken) =>
        await MoveAsync(call, await call.Registry.DefaultChannelAsync(call.Entity, cancellationToken), move, pullRequest, context, writes, cancellationToken);

    private static async Task<IResult> ReadAsync(Call call, string channel, HttpContext context, CancellationToken cancellationToken)
    {
        var found = await ChannelView.FindAsync(call.Registry, call.Entity, channel, cancellationToken) ?? throw Unknown(call, channel);
        if (await Preconditions.TagAsync(call.Registry, RegistryPaths.Channel(call.Entity, channel), cancellationToken) is { } tag) context.Response.Headers.ETag = tag;
        return Results.Ok(found);
    }

    private static Task<IResult> MoveAsync(Call call, string channel, [FromBody] ChannelMove move, bool? pullRequest, HttpContext context, ChannelWrites writes, CancellationToken cancellationToken)
    {
        var operation = new PromoteOperation(VersionSelector.Parse(call.Entity, move.Version), channel, move.Reason) { IsProposal = pullRequest == true };
        return pullRequest == true ? writes.ProposeAsync(call, operation, "promote", channel, cancellationToken) : writes.MoveAsync(call, operation, channel, context, cancellationToken);
    }

    private static Task<IResult> RollbackAsync(Call call, string channel, [FromBody] ChannelRollback rollback, bool? pullRequest, HttpContext context, ChannelWrites writes, CancellationToken cancellationToken)
    {
        VersionId? to = null;
        if (rollback.To is { } text) to = VersionId.TryParse(text, out var id) ? id : throw new CallRefusedException(RegistryRules.BadCall, $"'to' is '{text}'; expected {VersionId.Expected}");
        var operation = new RollbackOperation(call.Entity, channel, to, rollback.Reason) { IsProposal = pullRequest == true };
        return pullRequest == true ? writes.ProposeAsync(call, operation, "rollback", channel, cancellationToken) : writes.MoveAsync(call, operation, channel, context, cancellationToken);
    }

    private static async Task<IResult> HistoryAsync(Call call, string channel, int? limit, string? after, CancellationToken cancellationToken)
    {
        if (await call.Registry.PolicyAsync(call.Entity, channel, cancellationToken) is null) throw Unknown(call, channel);
        return Results.Ok(await ChannelHistoryPages.ReadAsync(call, channel, limit, after, cancellationToken));
    }

    private static CallRefusedException Unknown(Call call, string channel) => new(RegistryRules.ChannelUnknown, $"{call.Entity} has no channel '{channel}'");
}
