namespace Registry.FakeGitHub.Repositories;

/// <summary>An event of the kind <c>repository_dispatch</c>.</summary>
/// <param name="EventType">Its type.</param>
/// <param name="Payload">Its payload as JSON; empty without one.</param>
public sealed record Dispatch(string EventType, string Payload);
