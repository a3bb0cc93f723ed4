using Registry.GitHub.Releases;

namespace Registry.GitHub.Tests.Support;

/// <summary>Releases and assets as GitHub writes them.</summary>
internal static class ReleaseTexts
{
    public static string Draft(long id, string uploads = "https://uploads.github.com/") =>
        $$"""{"id":{{id}},"tag_name":"lib/core@1","target_commitish":"aa","name":null,"body":"b","draft":true,"prerelease":false,"immutable":false,"html_url":"h","upload_url":"{{uploads}}repos/acme/registry/releases/{{id}}/assets{?name,label}","published_at":null,"assets":[]}""";

    public static Release DraftAt(Uri uploads) => new()
    {
        Id = 9,
        TagName = "lib/core@1",
        Draft = true,
        HtmlUrl = "h",
        UploadUrl = $"{uploads}repos/acme/registry/releases/9/assets{{?name,label}}",
    };

    public static string Asset(long id, string name, long size, string rest = "\"digest\":null", string state = "uploaded") =>
        $$"""{"id":{{id}},"name":"{{name}}","label":null,"state":"{{state}}","size":{{size}},"browser_download_url":"d",{{rest}}}""";
}
