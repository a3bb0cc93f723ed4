using Registry.Core.Rules;
using Registry.Reconciler;

namespace Registry.Server.Reconciling;

/// <summary>Carries out passes over one registry: what the host of a reconciler calls again and again.</summary>
internal interface IReconciler
{
    /// <summary>One pass. What it does depends on the registry and the time alone, so one that was cut short is made up for by the next.</summary>
    /// <param name="kind">How much to look at.</param>
    /// <param name="cancellationToken">Ends the pass before its next step.</param>
    /// <exception cref="RegistryException">The registry cannot be reached or written now; <see cref="RegistryRules.LeaseHeld"/> when the lease is lost.</exception>
    Task<PassReport> RunAsync(PassKind kind, CancellationToken cancellationToken);
}
