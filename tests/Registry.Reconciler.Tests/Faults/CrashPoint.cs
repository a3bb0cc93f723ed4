using Registry.FakeGitHub.Faults;

namespace Registry.Reconciler.Tests.Faults;

/// <summary>Where a process is killed.</summary>
/// <param name="Operation">The request.</param>
/// <param name="Moment">Before or after it is carried out.</param>
/// <param name="Occurrence">The how-many-th such request, from 1.</param>
public sealed record CrashPoint(string Operation, RequestMoment Moment, int Occurrence = 1);
