namespace Registry.FakeGitHub.Faults;

/// <summary>A point in the life of a request.</summary>
public enum RequestMoment
{
    /// <summary>It has come, and nothing is done yet.</summary>
    Before,

    /// <summary>It is carried out, and not answered yet.</summary>
    After,
}
