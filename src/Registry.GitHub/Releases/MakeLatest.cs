using System.Text.Json.Serialization;

namespace Registry.GitHub.Releases;

/// <summary>Whether a release becomes the repository's latest.</summary>
public enum MakeLatest
{
    /// <summary>It does.</summary>
    [JsonStringEnumMemberName("true")]
    True,

    /// <summary>It does not.</summary>
    [JsonStringEnumMemberName("false")]
    False,

    /// <summary>GitHub decides by date and semantic version.</summary>
    [JsonStringEnumMemberName("legacy")]
    Legacy,
}
