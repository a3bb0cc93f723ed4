using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Registry.Cli.Hosting;
using Registry.Cli.Output;
using Registry.Core.Operations;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Versions;

namespace Registry.Cli.Commands;

/// <summary><c>registry show</c>: everything about one version.</summary>
internal static class ShowCommand
{
    public static Command Create(CommandContext host)
    {
        var reference = Arguments.Reference();
        return new Command("show", "Show everything about one version") { reference }.Run(host, (result, context, cancellationToken) =>
            RunAsync(result.GetRequiredValue(reference), context, cancellationToken));
    }

    public static async Task<int> RunAsync(VersionReference reference, CommandContext context, CancellationToken cancellationToken)
    {
        await using var store = await context.OpenAsync(cancellationToken);
        var registry = new RegistryReader(await store.SnapshotAsync(null, cancellationToken));
        var resolution = await registry.ResolveAsync(reference, cancellationToken);
        if (resolution.Version is not { } id) throw new RegistryException(resolution.Refusal!.Problems);
        if (await registry.ManifestAsync(reference.Entity, id, cancellationToken) is not { } stored)
            throw new RegistryException(RegistryRules.VersionNotFound, $"{reference} stands for {id}, which does not exist");

        var record = await registry.RecordAsync(reference.Entity, id, cancellationToken);
        var channels = (await registry.ChannelsAsync(reference.Entity, cancellationToken)).Where(channel => channel.Value.Version == id).Select(channel => channel.Key).ToList();
        var release = await registry.ReleaseAsync(reference.Entity, id, cancellationToken);
        var state = VersionResult.StateText(RegistryReader.StateOf(stored.Manifest, record));

        var document = ManifestJson.ToJson(stored.Manifest);
        document["manifestSha"] = stored.Sha.ToString();
        document["state"] = state;
        document["channels"] = new JsonArray([.. channels.Select(channel => JsonValue.Create(channel))]);
        if (VersionResult.RecordJson(record) is { } said) document["record"] = said;
        if (release is not null) document["release"] = ReleaseJson(release);
        context.Output.Result(document, Json.Of, text =>
        {
            // The manifest is what people know from the repository, so it is shown as it stands there.
            text.Write(Encoding.UTF8.GetString(ManifestFormat.Write(stored.Manifest)));
            text.WriteLine();
            text.WriteLine($"# manifestSha  {stored.Sha}");
            text.WriteLine($"# state        {state}");
            text.WriteLine($"# channels     {(channels.Count == 0 ? "none" : string.Join(", ", channels))}");
            if (record != VersionRecord.Empty) text.WriteLine("# record       " + Encoding.UTF8.GetString(RecordFormat.Write(record)).TrimEnd().ReplaceLineEndings("\n#              "));
            if (release is not null) text.WriteLine($"# release      {release.Url ?? release.Tag}, {ManifestFormat.FormatTime(release.PublishedAt)}");
        });
        return ExitCode.Done;
    }

    private static JsonObject ReleaseJson(ReleaseRecord release)
    {
        var json = new JsonObject { ["version"] = release.Version.ToString(), ["host"] = release.Host, ["tag"] = release.Tag };
        if (release.ReleaseId is not null) json["releaseId"] = release.ReleaseId;
        if (release.Url is not null) json["url"] = release.Url;
        json["publishedAt"] = ManifestFormat.FormatTime(release.PublishedAt);
        json["files"] = new JsonArray([.. release.Files.Select(FileJson)]);
        return json;
    }

    private static JsonObject FileJson(ReleasedFile file)
    {
        var json = new JsonObject { ["name"] = file.Name };
        if (file.AssetId is not null) json["assetId"] = file.AssetId;
        if (file.Url is not null) json["url"] = file.Url;
        json["size"] = file.Size;
        json["sha256"] = file.Sha256.Hex;
        return json;
    }
}
