namespace Registry.Reconciler.Tests.Faults;

/// <summary>The requests at which faults happen, as the test GitHub names them.</summary>
internal static class Requests
{
    public const string CreateRelease = "POST /repos/{owner}/{repo}/releases";
    public const string UploadAsset = "POST /repos/{owner}/{repo}/releases/{release_id}/assets";
    public const string EditRelease = "PATCH /repos/{owner}/{repo}/releases/{release_id}";
    public const string ListReleases = "GET /repos/{owner}/{repo}/releases";
    public const string ReadReference = "GET /repos/{owner}/{repo}/git/ref/{ref}";
    public const string Push = "POST /{owner}/{repo}.git/git-receive-pack";
}
