using System.Threading.Channels;
using Registry.Reconciler;
using Registry.Server.Reconciling;

namespace Registry.Server.Tests.Support;

/// <summary>Passes that do what a test says, and tell it when they begin.</summary>
internal sealed class ScriptedReconciler : IReconciler
{
    private readonly Channel<PassKind> _begun = Channel.CreateUnbounded<PassKind>();
    private int _passes;

    /// <summary>What a pass does, by its number from 1.</summary>
    public Func<int, CancellationToken, Task<PassReport>> Pass { get; set; } = (_, _) => Task.FromResult(Quiet);

    /// <summary>A pass with nothing to do.</summary>
    public static PassReport Quiet { get; } = new("0123abc", 0, null, [], IsStalled: false);

    /// <summary>Waits for the next pass to begin.</summary>
    public async Task<PassKind> NextAsync() => await _begun.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public Task<PassReport> RunAsync(PassKind kind, CancellationToken cancellationToken)
    {
        _begun.Writer.TryWrite(kind);
        return Pass(Interlocked.Increment(ref _passes), cancellationToken);
    }
}
