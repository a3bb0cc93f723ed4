using System.Text.Json.Serialization;

namespace Registry.Client.Models;

/// <summary>What is said of an entity. In a change, what is absent stays, and what is empty is removed.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public record EntityContent
{
    /// <summary>What it is, for people.</summary>
    public string? Description { get; init; }

    /// <summary>Who is responsible.</summary>
    public IReadOnlyList<string>? Owners { get; init; }

    /// <summary><c>private</c>, <c>organization</c> or <c>public</c>.</summary>
    public string? Visibility { get; init; }

    /// <summary>Ids of tokens that may see it whatever its visibility.</summary>
    public IReadOnlyList<string>? SharedWith { get; init; }

    /// <summary>Address of the source repository.</summary>
    public string? Repository { get; init; }

    /// <summary>The channel that holds the active version.</summary>
    public string? DefaultChannel { get; init; }
}

/// <summary>An entity that is to be created.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record NewEntity : EntityContent
{
    /// <summary>Its name, <c>namespace/name</c>.</summary>
    public required string Entity { get; init; }
}

/// <summary>An entity in a list.</summary>
/// <param name="Entity">Its name.</param>
/// <param name="Description">What it is.</param>
/// <param name="Visibility">Who may see it.</param>
/// <param name="Active">The version that its default channel points at.</param>
/// <param name="Newest">Its newest version.</param>
public sealed record EntitySummary(string Entity, string? Description, string Visibility, string? Active, string? Newest);

/// <summary>An entity.</summary>
public sealed record Entity
{
    /// <summary>Its name.</summary>
    [JsonPropertyName("entity")]
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public string? Description { get; init; }

    /// <summary>Who is responsible.</summary>
    public IReadOnlyList<string> Owners { get; init; } = [];

    /// <summary>Who may see it.</summary>
    public required string Visibility { get; init; }

    /// <summary>Tokens that may see it whatever its visibility; for maintainers.</summary>
    public IReadOnlyList<string>? SharedWith { get; init; }

    /// <summary>Address of the source repository.</summary>
    public string? Repository { get; init; }

    /// <summary>The channel that holds the active version.</summary>
    public required string DefaultChannel { get; init; }

    /// <summary>Its channels, in the order in which versions pass them.</summary>
    public IReadOnlyList<Channel> Channels { get; init; } = [];

    /// <summary>Who may do what; for maintainers.</summary>
    public IReadOnlyList<EntityGrant>? Grants { get; init; }

    /// <summary>Its newest versions.</summary>
    public IReadOnlyList<Version> Versions { get; init; } = [];

    /// <summary>The commit at which it was read.</summary>
    public required string Commit { get; init; }
}

/// <summary>A channel of an entity.</summary>
public sealed record Channel
{
    /// <summary>The entity.</summary>
    public required string Entity { get; init; }

    /// <summary>Its name.</summary>
    [JsonPropertyName("channel")]
    public required string Name { get; init; }

    /// <summary>The id of the version that it points at; absent when it points nowhere yet.</summary>
    public string? Version { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>What keeps it there.</summary>
    public Hold? Hold { get; init; }

    /// <summary>How it moves: <c>newest</c>, <c>soaked</c> or <c>manual</c>.</summary>
    public required string Advance { get; init; }

    /// <summary>The commit at which it was read, or that moved it.</summary>
    public required string Commit { get; init; }
}

/// <summary>What keeps a channel where it is.</summary>
/// <param name="By">Who said so.</param>
/// <param name="Reason">Why.</param>
public sealed record Hold(string By, string? Reason);

/// <summary>Where a channel is to point.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ChannelMove
{
    /// <summary>An id, a SemVer, an alias, or <c>:channel</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }
}

/// <summary>Where a channel is to go back to.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ChannelRollback
{
    /// <summary>The id of a version; the one before when absent.</summary>
    public string? To { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }
}

/// <summary>A move that waits for others to accept it.</summary>
/// <param name="Outcome"><c>created</c>, <c>unchanged</c>, <c>updated</c> or <c>regenerated</c>.</param>
/// <param name="From">Where the channel points; absent for nowhere.</param>
/// <param name="To">Where it is to point.</param>
/// <param name="Branch">Its branch.</param>
/// <param name="Commit">The branch's commit.</param>
/// <param name="PullRequest">The pull request; absent where the registry is on no GitHub.</param>
/// <param name="Title">What it does, in a line.</param>
/// <param name="Text">What it does.</param>
public sealed record Proposal(string Outcome, string? From, string To, string Branch, string Commit, string? PullRequest, string Title, string Text);

/// <summary>A move that a channel made.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Time">When the commit was made, by the clock of who made it.</param>
/// <param name="Author">Who made it.</param>
/// <param name="Subject">What the commit says of itself.</param>
/// <param name="Action">What it did, such as <c>promote</c>; absent where somebody edited the file.</param>
/// <param name="Version">Where it pointed then; absent for nowhere.</param>
/// <param name="Reason">Why.</param>
/// <param name="Hold">What kept it there.</param>
public sealed record ChannelEntry(string Commit, DateTimeOffset Time, string Author, string Subject, string? Action, string? Version, string? Reason, Hold? Hold);

/// <summary>Why something is done.</summary>
/// <param name="Reason">Why.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record Reasoned(string? Reason);
