using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Faults;
using Registry.FakeGitHub.Hosting;

namespace Registry.FakeGitHub.Releases;

/// <summary>The files of releases.</summary>
internal sealed class AssetOperations(AssetStorage storage, Numbers numbers, TimeProvider time)
{
    private const int MostAssets = 1000;

    public void Register(Routes routes)
    {
        routes.Add("repos/list-release-assets", Requirement.Read("contents"), List);
        routes.Add("repos/get-release-asset", Requirement.Read("contents"), Get);
        routes.Add("repos/upload-release-asset", Requirement.Write("contents"), Upload);
        routes.Add("repos/update-release-asset", Requirement.Write("contents"), Update);
        routes.Add("repos/delete-release-asset", Requirement.Write("contents"), Delete);
    }

    private static Answer List(Call call)
    {
        var release = ReleaseOperations.Find(call);
        return Paging.Page(call, release.Assets, asset => ReleaseJson.Asset(call, release, asset));
    }

    private Answer Get(Call call)
    {
        var (release, asset) = Find(call);
        if (!call.Accept.Contains("application/octet-stream", StringComparison.Ordinal)) return Answer.Ok(ReleaseJson.Asset(call, release, asset));
        if (asset.State != "uploaded") throw Refusal.NotFound();
        asset.Downloads++;
        return storage.AnswersDirectly ? Answer.File(asset.Content, asset.ContentType) : Answer.Redirect(302, storage.AddressOf(asset, call.Origins));
    }

    private Answer Upload(Call call)
    {
        var release = ReleaseOperations.Find(call);
        if (release.IsImmutable) throw Refusal.Because(422, "Cannot upload assets to an immutable release.");
        var name = AssetName.Of(call.Query["name"]);
        DemandFree(release, name, null);
        if (release.Assets.Count >= MostAssets) throw Refusal.Invalid("ReleaseAsset", "release_id", "custom", $"a release can have at most {MostAssets} assets");

        var leftUnfinished = call.Fault == FaultKind.UploadLeavesStarter;
        var asset = new Asset
        {
            Id = numbers.Next(),
            Name = name,
            Label = call.Query.GetValueOrDefault("label", ""),
            ContentType = call.ContentType,
            Content = leftUnfinished ? [] : call.Fault == FaultKind.UploadTruncated ? call.File[..(call.File.Length / 2)] : call.File,
            State = leftUnfinished ? "starter" : "uploaded",
            Uploader = call.Login,
            CreatedAt = time.GetUtcNow(),
            UpdatedAt = time.GetUtcNow(),
        };
        release.Assets.Add(asset);
        return leftUnfinished ? throw Refusal.Because(502, "Error uploading asset") : Answer.Created(ReleaseJson.Asset(call, release, asset));
    }

    private Answer Update(Call call)
    {
        var (release, asset) = Find(call);
        DemandMutable(release);
        if (call.Text("name") is { } given)
        {
            var name = AssetName.Of(given);
            DemandFree(release, name, asset);
            asset.Name = name;
        }

        asset.Label = call.Text("label") ?? asset.Label;
        asset.State = call.Text("state") ?? asset.State;
        asset.UpdatedAt = time.GetUtcNow();
        return Answer.Ok(ReleaseJson.Asset(call, release, asset));
    }

    private static Answer Delete(Call call)
    {
        var (release, asset) = Find(call);
        DemandMutable(release);
        release.Assets.Remove(asset);
        return Answer.NoContent;
    }

    private static (Release Release, Asset Asset) Find(Call call)
    {
        var id = call.Number("asset_id");
        foreach (var release in call.Repository.Releases.Where(release => !release.IsDraft || call.MayPush))
            if (release.Assets.Find(asset => asset.Id == id) is { } asset) return (release, asset);
        throw Refusal.NotFound();
    }

    private static void DemandMutable(Release release)
    {
        if (release.IsImmutable) throw Refusal.Because(422, "Cannot change assets of an immutable release.");
    }

    private static void DemandFree(Release release, string name, Asset? self)
    {
        if (!release.Assets.Exists(asset => asset != self && asset.Name == name)) return;
        throw Refusal.Invalid("ReleaseAsset", "name", "already_exists");
    }
}
