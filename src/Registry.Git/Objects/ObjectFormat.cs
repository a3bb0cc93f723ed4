using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Registry.Git.Objects;

/// <summary>The hash that names a repository's objects.</summary>
internal sealed class ObjectFormat
{
    private ObjectFormat(string name, int size, string none, string emptyTree)
    {
        Name = name;
        Size = size;
        None = GitObjectId.Parse(none);
        EmptyTree = GitObjectId.Parse(emptyTree);
    }

    /// <summary>SHA-1, git's default.</summary>
    public static ObjectFormat Sha1 { get; } = new(
        "sha1", SHA1.HashSizeInBytes,
        none: "0000000000000000000000000000000000000000",
        emptyTree: "4b825dc642cb6eb9a060e54bf8d69288fbee4904");

    /// <summary>SHA-256.</summary>
    public static ObjectFormat Sha256 { get; } = new(
        "sha256", SHA256.HashSizeInBytes,
        none: "0000000000000000000000000000000000000000000000000000000000000000",
        emptyTree: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321");

    /// <summary>git's name of it.</summary>
    public string Name { get; }

    /// <summary>Bytes in a hash.</summary>
    public int Size { get; }

    /// <summary>All zeros: what git calls the value of a ref that does not exist.</summary>
    public GitObjectId None { get; }

    /// <summary>The tree without entries, which every repository knows without storing it. Written down: a read needs no hash else, and loading one takes long.</summary>
    public GitObjectId EmptyTree { get; }

    /// <summary>The format of git's name <c>sha1</c> or <c>sha256</c>.</summary>
    public static ObjectFormat Parse(string name) => name switch
    {
        "sha1" => Sha1,
        "sha256" => Sha256,
        _ => throw new FormatException($"'{name}' is not an object format; expected sha1 or sha256."),
    };

    /// <summary>The format that <paramref name="id"/> is of.</summary>
    public static ObjectFormat Of(GitObjectId id) => id.ToString().Length == 2 * SHA256.HashSizeInBytes ? Sha256 : Sha1;

    /// <summary>Starts a hash of this format.</summary>
    public IncrementalHash CreateHash() => IncrementalHash.CreateHash(this == Sha1 ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256);

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
