using Registry.GitHub.CheckRuns;
using Registry.GitHub.Tests.Support;

namespace Registry.GitHub.Tests.CheckRuns;

public sealed class CheckRunTests : GitHubTest
{
    private const string Run = """{"id":5,"name":"registry","head_sha":"aa","external_id":"key","status":"in_progress","conclusion":null,"html_url":null}""";

    [Fact]
    public async Task ACheckRunCarriesItsCreatorsId()
    {
        Expect("POST", "/repos/acme/registry/check-runs", 201, Run);

        var run = await Client.CheckRuns.CreateAsync(Repository, new NewCheckRun { Name = "registry", HeadSha = "aa", ExternalId = "key", Status = CheckRunStatus.InProgress }, Cancelled);

        Assert.Equal((5, "key"), (run.Id, run.ExternalId));
        Assert.Equal("""{"name":"registry","head_sha":"aa","external_id":"key","status":"in_progress"}""", Server.Received.Single().Text);
    }

    [Fact]
    public async Task AnUpdateSaysOnlyWhatChanges()
    {
        Expect("PATCH", "/repos/acme/registry/check-runs/5", 200, Run);

        await Client.CheckRuns.UpdateAsync(Repository, 5, new CheckRunChange
        {
            Status = CheckRunStatus.Completed,
            Conclusion = CheckRunConclusion.ActionRequired,
            Output = new CheckRunReport { Title = "t", Summary = "s" },
        }, Cancelled);

        Assert.Equal("""{"status":"completed","conclusion":"action_required","output":{"title":"t","summary":"s"}}""", Server.Received.Single().Text);
    }

    [Theory]
    [InlineData("key", 5L)]
    [InlineData("other", null)]
    public async Task ACheckRunIsFoundByItsCreatorsId(string externalId, long? id)
    {
        Expect("GET", "/repos/acme/registry/commits/aa/check-runs?check_name=registry&filter=all&per_page=100", 200, $$"""{"total_count":1,"check_runs":[{{Run}}]}""");

        Assert.Equal(id, (await Client.CheckRuns.FindAsync(Repository, "aa", "registry", externalId, Cancelled))?.Id);
    }
}
