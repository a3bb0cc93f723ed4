using System.Runtime.CompilerServices;
using Registry.Client.Models;

namespace Registry.Client.Transport;

/// <summary>Goes through a list page by page.</summary>
internal static class Paging
{
    /// <summary>The items of all pages; the next page is asked for when the one before is used up.</summary>
    /// <param name="page">Asks for the page behind a cursor.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<T> AllAsync<T>(Func<string?, CancellationToken, Task<Page<T>>> page, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            var read = await page(after, cancellationToken);
            foreach (var item in read.Items) yield return item;
            after = read.Pagination.Next;
        }
        while (after is not null);
    }
}
