using Registry.FakeGitHub.Commits;
using Registry.FakeGitHub.Pulls;
using Registry.FakeGitHub.Releases;
using Registry.FakeGitHub.Reviews;
using Registry.FakeGitHub.Statuses;

namespace Registry.FakeGitHub.Repositories;

/// <summary>A repository of the fake: real git content, and what GitHub keeps beside it.</summary>
public sealed class FakeRepository
{
    private readonly List<Dispatch> _dispatches = [];

    internal FakeRepository(long id, string fullName, bool isPrivate, string defaultBranch, BareRepository git, DateTimeOffset createdAt)
    {
        Id = id;
        FullName = fullName;
        IsPrivate = isPrivate;
        DefaultBranch = defaultBranch;
        Git = git;
        CreatedAt = createdAt;
    }

    /// <summary>Its number, which stays when it is renamed.</summary>
    public long Id { get; }

    /// <summary>Owner and name, joined by a slash.</summary>
    public string FullName { get; internal set; }

    /// <summary>Whether only those with rights see it.</summary>
    public bool IsPrivate { get; }

    /// <summary>The branch that pull requests are for.</summary>
    public string DefaultBranch { get; }

    /// <summary>Whether releases that are published from now on are immutable.</summary>
    public bool ImmutableReleases { get; set; }

    /// <summary>The events that were dispatched, in order.</summary>
    public IReadOnlyList<Dispatch> Dispatches
    {
        get
        {
            lock (_dispatches) return [.. _dispatches];
        }
    }

    internal string Owner => FullName.Split('/')[0];

    internal string Name => FullName.Split('/')[1];

    internal DateTimeOffset CreatedAt { get; }

    internal BareRepository Git { get; }

    /// <summary>One operation at a time works on the state.</summary>
    internal SemaphoreSlim Gate { get; } = new(1, 1);

    internal List<Release> Releases { get; } = [];

    internal BurntTags BurntTags { get; } = new();

    internal List<PullRequest> Pulls { get; } = [];

    internal List<Review> Reviews { get; } = [];

    internal List<Comment> Comments { get; } = [];

    internal List<CommitStatus> Statuses { get; } = [];

    internal List<CheckRun> CheckRuns { get; } = [];

    /// <summary>Makes a tag's name unusable, as an immutable release does that had it.</summary>
    public void BurnTag(string tag) => BurntTags.Add(tag);

    /// <summary>Works on the state when nobody else does.</summary>
    internal async Task<T> InTurnAsync<T>(Func<Task<T>> work)
    {
        await Gate.WaitAsync();
        try
        {
            return await work();
        }
        finally
        {
            Gate.Release();
        }
    }

    internal void Add(Dispatch dispatch)
    {
        lock (_dispatches) _dispatches.Add(dispatch);
    }
}
