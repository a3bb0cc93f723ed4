namespace Registry.Git.Objects;

/// <summary>A git object.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">What it is.</param>
/// <param name="Content">Its bytes without git's header.</param>
internal sealed record GitObject(GitObjectId Id, GitObjectType Type, ReadOnlyMemory<byte> Content);
