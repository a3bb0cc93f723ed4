namespace Registry.FakeGitHub.Reviews;

/// <summary>What a review says.</summary>
public enum ReviewState
{
    /// <summary>It is not sent yet; only its author sees it.</summary>
    Pending,

    /// <summary>The change is good.</summary>
    Approved,

    /// <summary>The change is not good yet.</summary>
    ChangesRequested,

    /// <summary>Neither.</summary>
    Commented,

    /// <summary>It was an approval or a request for changes, and does not count any more.</summary>
    Dismissed,
}
