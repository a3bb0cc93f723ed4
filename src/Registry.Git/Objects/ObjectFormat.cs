using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Registry.Git.Objects;

/// <summary>The hash that names a repository's objects.</summary>
internal sealed class ObjectFormat
{
    private readonly HashAlgorithmName _algorithm;

    private ObjectFormat(string name, HashAlgorithmName algorithm, int size)
    {
        Name = name;
        _algorithm = algorithm;
        Size = size;
        None = GitObjectId.Parse(new string('0', size * 2));
        EmptyTree = IdOf(GitObjectType.Tree, []);
    }

    /// <summary>SHA-1, git's default.</summary>
    public static ObjectFormat Sha1 { get; } = new("sha1", HashAlgorithmName.SHA1, SHA1.HashSizeInBytes);

    /// <summary>SHA-256.</summary>
    public static ObjectFormat Sha256 { get; } = new("sha256", HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);

    /// <summary>git's name of it.</summary>
    public string Name { get; }

    /// <summary>Bytes in a hash.</summary>
    public int Size { get; }

    /// <summary>All zeros: what git calls the value of a ref that does not exist.</summary>
    public GitObjectId None { get; }

    /// <summary>The tree without entries, which every repository knows without storing it.</summary>
    public GitObjectId EmptyTree { get; }

    /// <summary>The format of git's name <c>sha1</c> or <c>sha256</c>.</summary>
    public static ObjectFormat Parse(string name) => name switch
    {
        "sha1" => Sha1,
        "sha256" => Sha256,
        _ => throw new FormatException($"'{name}' is not an object format; expected sha1 or sha256."),
    };

    /// <summary>The format that <paramref name="id"/> is of.</summary>
    public static ObjectFormat Of(GitObjectId id) => id.ToString().Length == Sha256.None.ToString().Length ? Sha256 : Sha1;

    /// <summary>Starts a hash of this format.</summary>
    public IncrementalHash CreateHash() => IncrementalHash.CreateHash(_algorithm);

    /// <summary>The id of an object with that content.</summary>
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "git names objects by SHA-1.")]
    public GitObjectId IdOf(GitObjectType type, ReadOnlySpan<byte> content)
    {
        using var hash = CreateHash();
        hash.AppendData(Encoding.ASCII.GetBytes($"{type.Name} {content.Length}\0"));
        hash.AppendData(content);
        Span<byte> result = stackalloc byte[SHA256.HashSizeInBytes];
        return GitObjectId.From(result[..hash.GetHashAndReset(result)]);
    }
}
