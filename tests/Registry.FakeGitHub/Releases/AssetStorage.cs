using System.Collections.Concurrent;
using System.Security.Cryptography;
using Registry.FakeGitHub.Hosting;

namespace Registry.FakeGitHub.Releases;

/// <summary>The host that assets are downloaded from. It knows nothing of tokens; an address is all that it asks for.</summary>
internal sealed class AssetStorage
{
    private readonly ConcurrentDictionary<string, Asset> _addresses = new(StringComparer.Ordinal);

    /// <summary>Whether the API gives assets away itself instead of redirecting to this host.</summary>
    public bool AnswersDirectly { get; set; }

    /// <summary>A new address that leads to an asset.</summary>
    public string AddressOf(Asset asset, Origins origins)
    {
        var ticket = RandomNumberGenerator.GetHexString(32, lowercase: true);
        _addresses[ticket] = asset;
        return $"{origins.Storage}/storage/{ticket}?name={Uri.EscapeDataString(asset.Name)}";
    }

    /// <summary>The answer to a request; one with a token is refused, as a cloud's storage does with two kinds of credentials.</summary>
    public Answer Get(string path, bool hasAuthorization)
    {
        if (hasAuthorization) return Answer.Page(400, "<Error><Code>InvalidArgument</Code><Message>Only one auth mechanism allowed</Message></Error>");
        return _addresses.TryGetValue(path["/storage/".Length..], out var asset)
            ? Answer.File(asset.Content, asset.ContentType)
            : Answer.Page(404, "<Error><Code>NoSuchKey</Code></Error>");
    }
}
