using Registry.Git.Objects;

namespace Registry.Git.Repositories;

/// <summary>A ref that is to go from one object to another, if it is still at the first.</summary>
/// <param name="Name">Full name, such as <c>refs/heads/main</c>.</param>
/// <param name="Old">Where it has to be; none when it must not exist.</param>
/// <param name="New">Where it goes.</param>
internal sealed record RefMove(string Name, GitObjectId Old, GitObjectId New);
