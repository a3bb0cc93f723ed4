using System.Text.Json.Serialization;

namespace Registry.GitHub.PullRequests;

/// <summary>How commits come to the base branch.</summary>
public enum MergeMethod
{
    /// <summary>By a merge commit.</summary>
    [JsonStringEnumMemberName("merge")]
    Merge,

    /// <summary>As one commit.</summary>
    [JsonStringEnumMemberName("squash")]
    Squash,

    /// <summary>One by one, on top of the base.</summary>
    [JsonStringEnumMemberName("rebase")]
    Rebase,
}
