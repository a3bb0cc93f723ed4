using Registry.Core.Rules;
using Registry.Git.Processes;
using Registry.GitHub;
using Registry.Reconciler;
using Registry.Reconciler.Inbox;
using Registry.Server.Hosting;

namespace Registry.Server.Reconciling;

/// <summary>Passes over the registry of the session, by one reconciler that remembers from pass to pass what is open.</summary>
/// <remarks>A pass publishes few versions, so that it ends long before the probe of the loop takes it for hung; the next one follows at once.</remarks>
internal sealed class SessionReconciler(RegistrySession session, GitHubEnvironment gitHub, ServerOptions options, TimeProvider time, ILogger<SessionReconciler> logger) : IReconciler, IDisposable
{
    private const int MaxPublications = 50;

    private RegistryReconciler? _reconciler;
    private GitHubClient? _client;

    /// <inheritdoc/>
    public async Task<PassReport> RunAsync(PassKind kind, CancellationToken cancellationToken)
    {
        _reconciler ??= new RegistryReconciler(await session.OpenAsync(cancellationToken), ReconcilerOptions());
        try
        {
            return Report(await _reconciler.RunAsync(kind, cancellationToken));
        }
        catch (RegistryException error) when (error.Rule == RegistryRules.HistoryRewritten || error.Rule == RegistryRules.RemoteRefused || error.Rule == RegistryRules.NoRegistry)
        {
            return new PassReport("", 0, null, error.Problems, IsStalled: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client?.Dispose();

    private static PassReport Report(Pass pass) => new(
        pass.Commit ?? pass.Revision,
        pass.Inbox.Folded.Count + pass.Published.Count + pass.Advances.Count + pass.Observations.Count,
        pass.NextDue,
        [.. pass.Problems, .. pass.Failures.Select(failure => failure.Problem), .. pass.Inbox.Refused.SelectMany(refused => refused.Problems), .. pass.Drift],
        IsStalled: false) { Open = pass.Open };

    private ReconcilerOptions ReconcilerOptions()
    {
        var repository = gitHub.FindRepository(GitUrl.IsUrl(options.Url) ? GitUrl.Redact(options.Url) : null);
        _client = repository is null ? null : gitHub.OpenClient(repository);
        return new ReconcilerOptions
        {
            MaxPublications = MaxPublications,
            Repository = repository?.ToString(),
            DriftChecks = options.DriftChecks,
            Inbox = _client is { } client ? new GitHubInboxReporter(client, repository!, time, message => ReconcileLog.Warning(logger, message)) : new SilentInboxReporter(),
            Time = time,
        };
    }
}
