using Registry.Core.Rules;
using Registry.Core.Versions;

namespace Registry.Core.Releases;

/// <summary>A file on this machine that is to become a file of a version.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="File">What it will be, measured.</param>
public sealed record FileToAttach(string Path, VersionFile File)
{
    /// <summary>Measures a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="platform">The platform that it is for; any when <see langword="null"/>.</param>
    /// <param name="architecture">The architecture that it is for; any when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RegistryException">The file cannot be read.</exception>
    public static FileToAttach Measure(string path, string? platform, string? architecture, CancellationToken cancellationToken)
    {
        try
        {
            var (size, digest) = FileContent.Measure(path, cancellationToken);
            return new FileToAttach(path, new VersionFile
            {
                Name = System.IO.Path.GetFileName(path),
                Size = size,
                Sha256 = digest,
                Platform = platform,
                Architecture = architecture,
            });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RegistryException(RegistryRules.FileUnreadable, $"cannot read {path}: {error.Message}", error);
        }
    }
}
