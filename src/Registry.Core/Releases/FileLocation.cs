using Registry.Core.Rules;

namespace Registry.Core.Releases;

/// <summary>Where a file's content can be had: <see cref="LocalContent"/>, <see cref="RemoteContent"/> or <see cref="NoContent"/>.</summary>
public abstract record FileLocation
{
    private protected FileLocation()
    {
    }
}

/// <summary>On this machine.</summary>
/// <param name="Path">An absolute path; not to be changed.</param>
public sealed record LocalContent(string Path) : FileLocation;

/// <summary>At an address that needs no further permission, for some minutes.</summary>
/// <param name="Address">The address; a secret while it is good.</param>
public sealed record RemoteContent(Uri Address) : FileLocation;

/// <summary>Nowhere.</summary>
/// <param name="Problem">Why.</param>
public sealed record NoContent(Problem Problem) : FileLocation;
