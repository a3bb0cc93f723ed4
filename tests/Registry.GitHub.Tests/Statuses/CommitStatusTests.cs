using Registry.GitHub.Statuses;
using Registry.GitHub.Tests.Support;

namespace Registry.GitHub.Tests.Statuses;

public sealed class CommitStatusTests : GitHubTest
{
    private const string Newest = "/repos/acme/registry/commits/aa/status?per_page=100";
    private const string Mine = """{"state":"pending","context":"registry","description":"d","target_url":null,"id":1}""";
    private const string Others = """{"state":"success","context":"ci","description":null,"target_url":"https://ci"}""";

    private static readonly CommitStatus s_status = new() { State = CommitStatusState.Pending, Context = "registry", Description = "d" };

    [Fact]
    public async Task AStatusThatIsTheNewestAlreadyIsNotCreatedAgain()
    {
        Expect("GET", Newest, 200, $$"""{"state":"pending","statuses":[{{Others}},{{Mine}}]}""");

        Assert.False(await Client.Statuses.SetAsync(Repository, "aa", s_status, Cancelled));
    }

    [Theory]
    [InlineData($$"""{"statuses":[{{Others}}]}""")]
    [InlineData("""{"statuses":[{"state":"failure","context":"registry","description":"d"}]}""")]
    public async Task AnotherStatusIsCreated(string newest)
    {
        Expect("GET", Newest, 200, newest);
        Expect("POST", "/repos/acme/registry/statuses/aa", 201, Mine);

        Assert.True(await Client.Statuses.SetAsync(Repository, "aa", s_status, Cancelled));
        Assert.Equal("""{"state":"pending","context":"registry","description":"d"}""", Server.Received[1].Text);
    }

    [Fact]
    public async Task TheNewestOfEachContextAreListed()
    {
        Expect("GET", Newest, 200, $$"""{"statuses":[{{Others}}]}""", ("Link", $"<{Server.Address}p2>; rel=\"next\""));
        Expect("GET", "/p2", 200, $$"""{"statuses":[{{Mine}}]}""");

        Assert.Equal(["ci", "registry"], await Client.Statuses.ListNewestAsync(Repository, "aa", Cancelled).Select(status => status.Context).ToListAsync(Cancelled));
    }
}
