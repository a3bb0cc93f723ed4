using System.Text;
using Registry.Core.Operations;
using Registry.Core.Store;

namespace Registry.Git.Tests.Support;

internal static class StoreAssertions
{
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    extension(IRegistryStore store)
    {
        /// <summary>Carries out an operation that must end in a commit, and returns the commit.</summary>
        public async Task<string> CommitAsync(IOperation<string> operation) =>
            Assert.IsType<Committed<string>>(await store.ExecuteAsync(operation, Token)).Revision;

        public Task<string> CommitAsync(params (string Path, string? Content)[] files) => store.CommitAsync(new WriteFiles(files));

        /// <summary>The text of a file at the newest commit.</summary>
        public async Task<string?> TextAsync(string path) => await (await store.SnapshotAsync(null, Token)).TextAsync(path);
    }

    extension(IRegistrySnapshot snapshot)
    {
        public async Task<string?> TextAsync(string path) =>
            await snapshot.ReadAsync(path, Token) is { } content ? Encoding.UTF8.GetString(content.Span) : null;
    }
}
