using System.Text.Json;
using Registry.Client;
using Registry.Core.Entities;
using Registry.Core.Installs;
using Registry.Core.Versions;

namespace Registry.Cli.Connections;

/// <summary>What installs come to.</summary>
internal sealed partial class ServiceConnection
{
    /// <inheritdoc/>
    public Task<InstalledVersion> InstallAsync(InstallRequest request, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        var body = new Client.Models.InstallRequest
        {
            Inputs = request.Inputs,
            Entities = request.Entities.ToDictionary(entity => entity.Key.ToString(), entity => new Client.Models.InstalledEntity { Href = entity.Value.Href, Outputs = entity.Value.Outputs }, StringComparer.Ordinal),
            Lock = request.Lock is null ? null : JsonSerializer.Deserialize(InstallLockFormat.ToJson(request.Lock), RegistryJson.Default.InstallLock),
        };
        var installation = await _client.Versions.InstallAsync(request.Reference.Entity.ToString(), await SelectorAsync(request.Reference, cancellationToken), body, cancellationToken);
        var locked = InstallLockFormat.Read("lock", JsonSerializer.SerializeToUtf8Bytes(installation.Lock, RegistryJson.Default.InstallLock)).Get();
        return new InstalledVersion(EntityName.Parse(installation.Entity), VersionId.Parse(installation.Version), installation.ManifestSha, installation.Inputs, installation.Outputs, locked);
    });
}
