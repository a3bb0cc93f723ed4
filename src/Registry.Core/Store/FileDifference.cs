namespace Registry.Core.Store;

/// <summary>A path whose content or mode differs between two commits. A rename is a removal and an addition.</summary>
/// <param name="Path">The path, with <c>/</c>.</param>
/// <param name="Before">What stood there; <see langword="null"/> when nothing did.</param>
/// <param name="After">What stands there; <see langword="null"/> when nothing does.</param>
/// <param name="Content">The id of what stands there; <see langword="null"/> when nothing does.</param>
public sealed record FileDifference(string Path, TreeItemKind? Before, TreeItemKind? After, string? Content = null);
