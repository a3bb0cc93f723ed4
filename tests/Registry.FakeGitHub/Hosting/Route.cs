using Registry.FakeGitHub.Access;

namespace Registry.FakeGitHub.Hosting;

/// <summary>How an operation is carried out.</summary>
internal sealed record Route(Requirement Requirement, Func<Call, Task<Answer>> Handler);
