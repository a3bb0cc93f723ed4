using System.Text.Json;
using System.Text.Json.Nodes;
using Registry.Client;
using Registry.Client.Models;
using Registry.Core.Access;
using Registry.Core.Entities;
using Registry.Core.Installs;
using Registry.Core.Rules;
using Registry.Server.Api.Calls;
using Problem = Registry.Core.Rules.Problem;

namespace Registry.Server.Api.Versions;

/// <summary>Says what an install comes to, to somebody who may use each version of it.</summary>
internal static class VersionInstall
{
    /// <summary>The install.</summary>
    /// <exception cref="CallRefusedException">There is none; every reason is named.</exception>
    /// <exception cref="RegistryException">A file of the registry is broken.</exception>
    public static async Task<Client.Models.Installation> RunAsync(Call call, string selector, Client.Models.InstallRequest request, CancellationToken cancellationToken)
    {
        List<Problem> problems = [];
        var entities = GivenEntityFormat.Read(new JsonObject(request.Entities?.Select(entity => KeyValuePair.Create(entity.Key, (JsonNode?)Fields(entity.Value))) ?? []), null, problems);
        var locked = request.Lock is null ? null : LockOf(request.Lock, problems);
        if (problems.Count > 0) throw new CallRefusedException(problems);

        var result = await new Installer(call.Registry).InstallAsync(new Core.Installs.InstallRequest
        {
            Reference = await VersionSelector.ReferenceAsync(call, selector, cancellationToken),
            Inputs = request.Inputs ?? [],
            Entities = entities,
            Lock = locked,
            MayUse = (entity, token) => MayUseAsync(call, entity, token),
        }, cancellationToken);
        return result.Installation is { } installation ? Of(installation) : throw new CallRefusedException(result.Problems);
    }

    /// <summary>What a caller may not take the files of is not there for him.</summary>
    private static async ValueTask<bool> MayUseAsync(Call call, EntityName entity, CancellationToken cancellationToken) =>
        await call.Registry.AccessAsync(entity, call.Caller.Token, cancellationToken) is { } access
        && AccessTable.Decide(AccessOperation.InstallVersion, call.Caller.Role, access) == AccessDecision.Allowed;

    private static JsonObject Fields(InstalledEntity entity)
    {
        var fields = new JsonObject();
        if (entity.Href is not null) fields["href"] = entity.Href;
        if (entity.Outputs is not null) fields["outputs"] = entity.Outputs.DeepClone();
        return fields;
    }

    /// <summary>The lock, read by the one strict reader of locks.</summary>
    private static Core.Installs.InstallLock? LockOf(Client.Models.InstallLock locked, List<Problem> problems)
    {
        var parsed = InstallLockFormat.Read("lock", JsonSerializer.SerializeToUtf8Bytes(locked, RegistryJson.Default.InstallLock));
        problems.AddRange(parsed.Problems);
        return parsed.Value;
    }

    private static Client.Models.Installation Of(Core.Installs.Installation installation) => new()
    {
        Entity = installation.Version.Manifest.Entity.ToString(),
        Version = installation.Version.Manifest.Version.ToString(),
        ManifestSha = installation.Version.Sha.ToString(),
        Inputs = installation.Inputs,
        Outputs = installation.Outputs,
        Lock = JsonSerializer.Deserialize(InstallLockFormat.ToJson(installation.Lock), RegistryJson.Default.InstallLock)!,
    };
}
