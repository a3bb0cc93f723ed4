using System.Text.Json.Serialization;

namespace Registry.GitHub.CheckRuns;

/// <summary>How far a check is.</summary>
public enum CheckRunStatus
{
    /// <summary>It waits.</summary>
    [JsonStringEnumMemberName("queued")]
    Queued,

    /// <summary>It runs.</summary>
    [JsonStringEnumMemberName("in_progress")]
    InProgress,

    /// <summary>It has a conclusion.</summary>
    [JsonStringEnumMemberName("completed")]
    Completed,
}
