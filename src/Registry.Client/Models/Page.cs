namespace Registry.Client.Models;

/// <summary>A part of a list.</summary>
/// <typeparam name="T">What it lists.</typeparam>
/// <param name="Items">The items of this page.</param>
/// <param name="Pagination">Where it goes on.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, Pagination Pagination);

/// <summary>Where a list goes on.</summary>
/// <param name="Limit">The most items of a page.</param>
/// <param name="Next">The cursor of the next page, to be sent as it is; <see langword="null"/> on the last.</param>
public sealed record Pagination(int Limit, string? Next);
