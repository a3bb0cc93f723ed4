using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Mvc;
using Registry.Client.Models;
using Registry.Core.Access;
using Registry.Core.Events;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Server.Api.Access;
using Registry.Server.Api.Calls;

namespace Registry.Server.Api.Events;

/// <summary>Server-sent events of commits as they land.</summary>
internal static class EventEndpoints
{
    private const string EventType = "commit";

    /// <summary>Adds the endpoints.</summary>
    public static void MapEvents(this IEndpointRouteBuilder routes) => routes.MapGet("/events", ListenAsync).Does(AccessOperation.ReadEvents).WithTags("events").WithName("ListenToEvents")
        .WithSummary("Commits as they land (server-sent events), resumed by Last-Event-ID").Produces<RegistryEvent>(StatusCodes.Status200OK, "text/event-stream");

    private static async Task<IResult> ListenAsync(
        Call call, [FromHeader(Name = "Last-Event-ID")] string? lastEventId, EventFeed feed, EventListeners listeners, TimeProvider time, IHostApplicationLifetime lifetime, HttpContext context, CancellationToken cancellationToken)
    {
        if (lastEventId is not null && (lastEventId.Length > 64 || !lastEventId.All(char.IsAsciiHexDigitLower))) throw new CallRefusedException(RegistryRules.BadCall, "Last-Event-ID is no commit");
        // What cannot be resumed is said before the stream begins.
        if (lastEventId is not null) await EventFeed.SinceAsync(call.Store, lastEventId, cancellationToken);
#pragma warning disable CA2000 // The response disposes of them.
        context.Response.RegisterForDispose(listeners.Enter());
        var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        context.Response.RegisterForDispose(ending);
#pragma warning restore CA2000
        context.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(StreamAsync(call, lastEventId ?? call.Commit, feed, time, ending.Token));
    }

    private static async IAsyncEnumerable<SseItem<RegistryEvent>> StreamAsync(Call call, string after, EventFeed feed, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var commits = feed.FollowAsync(call.Store, after, cancellationToken).GetAsyncEnumerator(CancellationToken.None);
        while (await NextAsync(commits))
        {
            var landed = commits.Current;
            var registry = new RegistryReader(landed.Snapshot);
            if (await CallerNowAsync(call, registry, time, cancellationToken) is not { } caller) yield break;
            var changes = new List<RegistryChange>();
            foreach (var change in landed.Changes)
                if (await MaySeeAsync(registry, caller, change, cancellationToken)) changes.Add(new RegistryChange(SubscriptionFormat.Format(change.Kind), change.Entity.ToString(), change.Version?.ToString(), change.Channel));
            // A commit of which the listener may see nothing is told by its id alone, so that he can go on from it.
            var (author, subject) = changes.Count == landed.Changes.Count ? (landed.Entry.Trailer(Core.Store.CommitMessage.By) ?? landed.Entry.Author, landed.Entry.Subject) : ("", "");
            yield return new SseItem<RegistryEvent>(new RegistryEvent(landed.Entry.Revision, landed.Entry.Time, author, subject, changes), EventType) { EventId = landed.Entry.Revision };
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<LandedCommit> commits)
    {
        try
        {
            return await commits.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            // The listener is gone, or the service stops: he comes again with the last id.
            return false;
        }
    }

    /// <summary>The caller as the registry has him now; <see langword="null"/> when his token is worth nothing any more.</summary>
    private static async Task<Caller?> CallerNowAsync(Call call, RegistryReader registry, TimeProvider time, CancellationToken cancellationToken)
    {
        if (call.Caller.Token is not { } shown) return call.Caller;
        return await registry.TokenAsync(shown.Id, cancellationToken) is { } token && !token.IsExpired(time.GetUtcNow()) ? new Caller(token) : null;
    }

    private static async Task<bool> MaySeeAsync(RegistryReader registry, Caller caller, EntityChange change, CancellationToken cancellationToken)
    {
        if (caller.Role == CallerRole.Administrator) return true;
        return await registry.AccessAsync(change.Entity, caller.Token, cancellationToken) is { } access && AccessTable.MaySee(caller.Role, access);
    }
}

/// <summary>How many listen at once.</summary>
internal sealed class EventListeners
{
    private const int Most = 256;

    private int _count;

    /// <summary>Takes a place; disposing of it gives it back.</summary>
    /// <exception cref="CallRefusedException">All are taken.</exception>
    public IDisposable Enter()
    {
        if (Interlocked.Increment(ref _count) <= Most) return new Place(this);
        Interlocked.Decrement(ref _count);
        throw new CallRefusedException(RegistryRules.CallLimit, $"{Most} listeners are connected already");
    }

    private sealed class Place(EventListeners listeners) : IDisposable
    {
        private int _isLeft;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isLeft, 1) == 0) Interlocked.Decrement(ref listeners._count);
        }
    }
}
