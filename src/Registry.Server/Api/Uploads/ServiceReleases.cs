using Registry.Core.Operations;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Settings;
using Registry.Git.Releases;
using Registry.Server.Reconciling;

namespace Registry.Server.Api.Uploads;

/// <summary>The release host of the registry, opened once, and again when the settings name another.</summary>
internal sealed class ServiceReleases(RegistrySession session) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private (ReleaseSettings Settings, IReleaseHost Host)? _open;

    /// <summary>The release host.</summary>
    /// <exception cref="RegistryException">The settings name a host that cannot be used from here.</exception>
    public async Task<IReleaseHost> OpenAsync(RegistryReader registry, CancellationToken cancellationToken)
    {
        var settings = (await registry.SettingsAsync(cancellationToken)).Releases;
        if (_open is { } known && known.Settings == settings) return known.Host;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_open is not { } open || open.Settings != settings)
                // The old one may be in use still; it goes with the service.
                _open = open = (settings, await (await session.OpenAsync(cancellationToken)).OpenReleasesAsync(cancellationToken));
            return open.Host;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _open?.Host.Dispose();
        _gate.Dispose();
    }
}
