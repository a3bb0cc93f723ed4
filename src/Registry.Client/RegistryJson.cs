using System.Text.Json.Serialization;
using Registry.Client.Models;

namespace Registry.Client;

/// <summary>The JSON of the HTTP API.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(NewToken))]
[JsonSerializable(typeof(Token))]
[JsonSerializable(typeof(Page<Token>))]
[JsonSerializable(typeof(EntityGrant))]
[JsonSerializable(typeof(NewGrant))]
[JsonSerializable(typeof(Page<EntityAccess>))]
[JsonSerializable(typeof(EntityContent))]
[JsonSerializable(typeof(NewEntity))]
[JsonSerializable(typeof(Entity))]
[JsonSerializable(typeof(Page<EntitySummary>))]
[JsonSerializable(typeof(Channel))]
[JsonSerializable(typeof(ChannelMove))]
[JsonSerializable(typeof(ChannelRollback))]
[JsonSerializable(typeof(Proposal))]
[JsonSerializable(typeof(Page<ChannelEntry>))]
[JsonSerializable(typeof(Reasoned))]
[JsonSerializable(typeof(Models.Version))]
[JsonSerializable(typeof(Page<Models.Version>))]
[JsonSerializable(typeof(NewVersion))]
[JsonSerializable(typeof(VersionChange))]
[JsonSerializable(typeof(VersionResult))]
[JsonSerializable(typeof(VersionComparison))]
[JsonSerializable(typeof(InstallRequest))]
[JsonSerializable(typeof(Installation))]
[JsonSerializable(typeof(UploadRequest))]
[JsonSerializable(typeof(UploadAddresses))]
[JsonSerializable(typeof(DownloadAddress))]
[JsonSerializable(typeof(RegistryEvent))]
[JsonSerializable(typeof(ProblemDetails))]
public sealed partial class RegistryJson : JsonSerializerContext;
