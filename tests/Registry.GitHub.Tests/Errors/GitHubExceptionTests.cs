using Registry.GitHub.Errors;
using Registry.GitHub.Releases;
using Registry.GitHub.Tests.Support;

namespace Registry.GitHub.Tests.Errors;

public sealed class GitHubExceptionTests : GitHubTest
{
    [Theory]
    [InlineData(401, GitHubErrorKind.Unauthorized)]
    [InlineData(403, GitHubErrorKind.Forbidden)]
    [InlineData(451, GitHubErrorKind.Forbidden)]
    [InlineData(404, GitHubErrorKind.NotFound)]
    [InlineData(410, GitHubErrorKind.NotFound)]
    [InlineData(409, GitHubErrorKind.Conflict)]
    [InlineData(400, GitHubErrorKind.Validation)]
    [InlineData(422, GitHubErrorKind.Validation)]
    [InlineData(500, GitHubErrorKind.OutcomeUnknown)]
    [InlineData(300, GitHubErrorKind.Malformed)]
    public async Task AStatusSaysWhatCanBeDone(int status, GitHubErrorKind kind)
    {
        var error = await CreateAsync(status, """{"message":"No, really","documentation_url":"https://docs.github.com/rest","status":"x"}""");

        Assert.Equal((kind, (int?)status), (error.Kind, error.Status));
        Assert.Contains($"GitHub answers {status} to POST /repos/acme/registry/releases: No, really", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheFaultsOfARequestAreNamed()
    {
        var error = await CreateAsync(422, """{"message":"Validation Failed","errors":[{"resource":"Release","code":"already_exists","field":"tag_name","index":0,"value":null}]}""");

        Assert.Equal(new FieldError { Resource = "Release", Code = "already_exists", Field = "tag_name" }, error.Errors.Single());
        Assert.True(error.IsAlreadyExists);
        Assert.False(error.IsTagBurnt);
        Assert.Contains("Validation Failed; Release.tag_name: already_exists", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATextAmongTheFaultsIsAMessage()
    {
        var error = await CreateAsync(422, """{"message":"Validation Failed","errors":["A pull request already exists for acme:topic.",7]}""");

        Assert.True(error.IsAlreadyExists);
        Assert.Equal(2, error.Errors.Count);
    }

    [Fact]
    public async Task ATagOfAnImmutableReleaseIsBurnt()
    {
        var error = await CreateAsync(422, """
            {"message":"Validation Failed","errors":[
              {"resource":"Release","code":"custom","field":"pre_receive","message":"pre_receive Repository rule violations found\n\nCannot create ref due to creations being restricted."},
              {"resource":"Release","code":"custom","field":"tag_name","message":"tag_name was used by an immutable release"}]}
            """);

        Assert.True(error.IsTagBurnt);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task APageInsteadOfJsonLeavesTheStatus()
    {
        var error = await CreateAsync(422, "<html>blocked</html>");

        Assert.Contains("answers 422", error.Message, StringComparison.Ordinal);
        Assert.Empty(error.Errors);
    }

    [Fact]
    public async Task ALongMessageIsCut() => Assert.InRange((await CreateAsync(422, $$"""{"message":"{{new string('x', 100_000)}}"}""")).Message.Length, 500, 700);

    [Fact]
    public async Task AWriteThatFindsNothingMayLackRights() =>
        Assert.Contains("may not write", (await CreateAsync(404, """{"message":"Not Found"}""")).Message, StringComparison.Ordinal);

    private Task<GitHubException> CreateAsync(int status, string body)
    {
        Expect("POST", "/repos/acme/registry/releases", status, body);
        return FailureAsync(() => Client.Releases.CreateAsync(Repository, new NewRelease { TagName = "v1" }, Cancelled));
    }
}
