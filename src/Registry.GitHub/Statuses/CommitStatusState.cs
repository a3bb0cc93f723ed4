using System.Text.Json.Serialization;

namespace Registry.GitHub.Statuses;

/// <summary>What a commit status says.</summary>
public enum CommitStatusState
{
    /// <summary>Something is still under way.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>All is well.</summary>
    [JsonStringEnumMemberName("success")]
    Success,

    /// <summary>The commit has failed.</summary>
    [JsonStringEnumMemberName("failure")]
    Failure,

    /// <summary>Whoever looked at the commit has failed.</summary>
    [JsonStringEnumMemberName("error")]
    Error,
}
