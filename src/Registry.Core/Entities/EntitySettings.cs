using System.Text.Json.Nodes;
using Registry.Core.Channels;

namespace Registry.Core.Entities;

/// <summary>What <c>entity.yaml</c> says.</summary>
public sealed record EntitySettings
{
    /// <summary>Who may see an entity's files through the service.</summary>
    public static IReadOnlyList<string> Visibilities { get; } = ["private", "organization", "public"];

    /// <summary>A description for people.</summary>
    public string? Description { get; init; }

    /// <summary>Who is responsible: names or addresses, such as <c>@acme/billing</c>.</summary>
    public IReadOnlyList<string> Owners { get; init; } = [];

    /// <summary>One of <see cref="Visibilities"/>; <c>organization</c> when <see langword="null"/>.</summary>
    public string? Visibility { get; init; }

    /// <summary>Ids of tokens that may see it and take its files through the service, whatever its visibility.</summary>
    public IReadOnlyList<string> SharedWith { get; init; } = [];

    /// <summary>Address of the source repository.</summary>
    public string? Repository { get; init; }

    /// <summary>The channel that holds the active version, when it is not the registry's default channel.</summary>
    public string? DefaultChannel { get; init; }

    /// <summary>Policies that replace those of the registry's channels of the same name.</summary>
    public IReadOnlyList<ChannelPolicy> Channels { get; init; } = [];

    /// <summary>URN and value.</summary>
    public JsonObject? Properties { get; init; }
}
