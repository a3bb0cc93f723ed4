using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Registry.Cli.Connections;
using Registry.Cli.Hosting;
using Registry.Cli.Output;
using Registry.Core.Releases;
using Registry.Core.Versions;

namespace Registry.Cli.Commands;

/// <summary><c>registry show</c>: everything about one version.</summary>
internal static class ShowCommand
{
    public static Command Create(CommandContext host)
    {
        var reference = Arguments.Reference();
        var withInternal = new Option<bool>("--internal") { Description = "Show internal properties as well" };
        return new Command("show", "Show everything about one version") { reference, withInternal }.Run(host, (result, context, cancellationToken) =>
            RunAsync(result.GetRequiredValue(reference), result.GetValue(withInternal), context, cancellationToken));
    }

    public static async Task<int> RunAsync(VersionReference reference, bool withInternal, CommandContext context, CancellationToken cancellationToken)
    {
        using var registry = context.Connect();
        Write(await registry.ShowAsync(reference, withInternal, cancellationToken), context.Output);
        return ExitCode.Done;
    }

    private static void Write(ShownVersion version, IOutput output)
    {
        var (manifest, sha, state, channels, record, release) = version;
        var document = ManifestJson.ToJson(manifest);
        document["manifestSha"] = sha;
        document["state"] = state;
        document["channels"] = new JsonArray([.. channels.Select(channel => JsonValue.Create(channel))]);
        if (VersionResult.RecordJson(record) is { } said) document["record"] = said;
        if (release is not null) document["release"] = ReleaseJson(release);
        output.Result(document, Json.Of, text =>
        {
            // The manifest is what people know from the repository, so it is shown as it stands there.
            text.Write(Encoding.UTF8.GetString(ManifestFormat.Write(manifest)));
            text.WriteLine();
            text.WriteLine($"# manifestSha  {sha}");
            text.WriteLine($"# state        {state}");
            text.WriteLine($"# channels     {(channels.Count == 0 ? "none" : string.Join(", ", channels))}");
            if (record != VersionRecord.Empty) text.WriteLine("# record       " + Encoding.UTF8.GetString(RecordFormat.Write(record)).TrimEnd().ReplaceLineEndings("\n#              "));
            if (release is not null) text.WriteLine($"# release      {release.Url ?? release.Tag}, {ManifestFormat.FormatTime(release.PublishedAt)}");
        });
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
