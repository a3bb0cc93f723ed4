namespace Registry.Git.Objects;

/// <summary>The objects of one repository. Safe for concurrent use.</summary>
internal interface IObjectDatabase : IAsyncDisposable
{
    /// <summary>Reads the object that a name stands for: an id, a revision such as <c>refs/heads/main^{commit}</c>.</summary>
    /// <returns>The object, or <see langword="null"/> when the name stands for none, or for several.</returns>
    ValueTask<GitObject?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Stores objects durably; those that are there already are left alone.</summary>
    Task WriteAsync(ObjectFormat format, IReadOnlyList<GitObject> objects, CancellationToken cancellationToken);
}
