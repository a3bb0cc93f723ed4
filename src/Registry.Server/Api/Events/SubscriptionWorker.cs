using Registry.Client.Models;
using Registry.Core.Access;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Git;
using Registry.Server.Api.Calls;

namespace Registry.Server.Api.Events;

/// <summary>Tells one subscriber of every commit that concerns him: in order, at least once, and until he takes it.</summary>
internal sealed class SubscriptionWorker(Subscription subscription, GitRegistryStore store, EventFeed feed, WebhookSender sender, DeliveryCursor cursor, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(30);

    private volatile string? _failure;

    /// <summary>What is subscribed.</summary>
    public Subscription Subscription => subscription;

    /// <summary>Why the subscriber could not be told last; <see langword="null"/> when all is well.</summary>
    public string? Failure => _failure;

    /// <summary>Works until it is stopped.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var tries = 1; !cancellationToken.IsCancellationRequested; tries++)
        {
            try
            {
                await FollowAsync(() => tries = 0, cancellationToken);
            }
            catch (CallRefusedException lost)
            {
                // What happened since cannot be told any more: it begins anew, and says so.
                ApiLog.DeliveriesLost(logger, subscription.Name, lost.Message);
                cursor.Write((await store.SnapshotAsync(null, cancellationToken)).Revision);
            }
            catch (Exception error) when (error is RegistryException or IOException or UnauthorizedAccessException)
            {
                _failure = error.Message;
                await WaitAsync(tries, cancellationToken);
            }
        }
    }

    private async Task FollowAsync(Action succeeded, CancellationToken cancellationToken)
    {
        if (cursor.Read() is not { } last)
        {
            last = (await store.SnapshotAsync(null, cancellationToken)).Revision;
            cursor.Write(last);
        }

        await foreach (var landed in feed.FollowAsync(store, last, cancellationToken))
        {
            await DeliverAsync(landed, cancellationToken);
            cursor.Write(landed.Entry.Revision);
            succeeded();
        }
    }

    private async Task DeliverAsync(LandedCommit landed, CancellationToken cancellationToken)
    {
        RegistryChange[] changes = [.. landed.Changes.Where(subscription.Wants)
            .Select(change => new RegistryChange(SubscriptionFormat.Format(change.Kind), change.Entity.ToString(), change.Version?.ToString(), change.Channel))];
        if (changes.Length == 0) return;
        var content = new RegistryEvent(landed.Entry.Revision, landed.Entry.Time, landed.Entry.Trailer(CommitMessage.By) ?? landed.Entry.Author, landed.Entry.Subject, changes);
        for (var tries = 1; ; tries++)
        {
            _failure = await sender.SendAsync(subscription, content, cancellationToken);
            if (_failure is not { } failure) return;
            ApiLog.NotDelivered(logger, subscription.Name, tries, failure);
            await WaitAsync(tries, cancellationToken);
        }
    }

    private Task WaitAsync(int tries, CancellationToken cancellationToken)
    {
        var wait = s_first * Math.Pow(2, Math.Min(tries - 1, 11));
        return Task.Delay(wait < s_longest ? wait : s_longest, time, cancellationToken);
    }
}
