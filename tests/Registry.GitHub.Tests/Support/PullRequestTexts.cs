namespace Registry.GitHub.Tests.Support;

/// <summary>Pull requests as GitHub writes them.</summary>
internal static class PullRequestTexts
{
    public static string Open(int number, string head = "topic", string target = "main") =>
        $$"""{"number":{{number}},"state":"open","title":"t","body":null,"html_url":"https://github.com/acme/registry/pull/{{number}}","head":{"ref":"{{head}}","sha":"aa","user":null},"base":{"ref":"{{target}}","sha":"bb"},"merged_at":null,"mergeable":true,"draft":false}""";
}
