using System.Text.Json.Serialization;

namespace Registry.GitHub.CheckRuns;

/// <summary>How a check ended.</summary>
public enum CheckRunConclusion
{
    /// <summary>All is well.</summary>
    [JsonStringEnumMemberName("success")]
    Success,

    /// <summary>The commit has failed.</summary>
    [JsonStringEnumMemberName("failure")]
    Failure,

    /// <summary>Neither good nor bad.</summary>
    [JsonStringEnumMemberName("neutral")]
    Neutral,

    /// <summary>Somebody has to do something.</summary>
    [JsonStringEnumMemberName("action_required")]
    ActionRequired,
}
