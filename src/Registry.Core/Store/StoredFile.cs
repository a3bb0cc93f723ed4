namespace Registry.Core.Store;

/// <summary>A file met while a whole registry is read.</summary>
/// <param name="Path">The path, with <c>/</c>.</param>
/// <param name="Kind">A file, or something that has no place in a registry.</param>
/// <param name="Content">The bytes; empty when <paramref name="Kind"/> is not a file.</param>
public sealed record StoredFile(string Path, TreeItemKind Kind, ReadOnlyMemory<byte> Content);
