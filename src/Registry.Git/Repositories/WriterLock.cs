using System.Diagnostics;

namespace Registry.Git.Repositories;

/// <summary>
/// Lets writers of one repository go one after another instead of losing races. Advice only: who waits too long goes on without
/// it, because the branch is moved by compare-and-swap in any case.
/// </summary>
internal sealed class WriterLock(string folder, TimeSpan patience, Random random)
{
    /// <summary>Waits for the turn.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        var backoff = new Backoff(random, TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(20));
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < patience;)
        {
            try
            {
                Directory.CreateDirectory(folder);
                // The file stays: removing it would let two writers lock two files of the same name.
                return new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException)
            {
                await backoff.WaitAsync(cancellationToken);
            }
            catch (UnauthorizedAccessException)
            {
                break;
            }
        }

        return Stream.Null;
    }
}
