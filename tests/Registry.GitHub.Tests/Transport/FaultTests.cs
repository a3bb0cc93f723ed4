using System.Text;
using Registry.GitHub.Credentials;
using Registry.GitHub.Errors;
using Registry.GitHub.PullRequests;
using Registry.GitHub.Tests.Support;

namespace Registry.GitHub.Tests.Transport;

public sealed class FaultTests : GitHubTest
{
    private static readonly NewPullRequest s_new = new() { Title = "t", Head = "topic", Base = "main" };

    public static TheoryData<string> Faults => ["cut", "cut without length", "empty", "502", "500 html", "200 html", "timeout"];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task AReadIsRepeatedAfterAFault(string fault)
    {
        Server.Expect("GET", "/repos/acme/registry", Answer(fault));
        Server.Expect("GET", "/repos/acme/registry", Answer(fault));
        Expect("GET", "/repos/acme/registry", 200, RepositoryJson());

        Assert.NotNull(await ReadAsync());
        Assert.Equal(2, Clock.Waits.Count);
        Assert.All(Clock.Waits, wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task AReadIsRepeatedOnAnotherConnection()
    {
        Server.Expect("GET", "/repos/acme/registry", Answer("dropped"));
        Expect("GET", "/repos/acme/registry", 200, RepositoryJson());

        Assert.NotNull(await ReadAsync());
    }

    [Theory]
    [InlineData("dropped")]
    [MemberData(nameof(Faults))]
    public async Task ACreationIsSentOnce(string fault)
    {
        Server.Expect("POST", "/repos/acme/registry/pulls", Answer(fault));

        var error = await FailureAsync(() => Client.PullRequests.CreateAsync(Repository, s_new, Cancelled));

        Assert.Equal(GitHubErrorKind.OutcomeUnknown, error.Kind);
        Assert.Contains("look before sending it again", error.Message, StringComparison.Ordinal);
        Assert.Single(Server.Received);
    }

    [Fact]
    public async Task ACreationOnAConnectionThatWasUsedBeforeIsSentOnceToo()
    {
        Expect("GET", "/repos/acme/registry", 200, RepositoryJson());
        Server.Expect("POST", "/repos/acme/registry/pulls", new ScriptedAnswer { Drops = true });
        await ReadAsync();

        var error = await FailureAsync(() => Client.PullRequests.CreateAsync(Repository, s_new, Cancelled));

        Assert.Equal(GitHubErrorKind.OutcomeUnknown, error.Kind);
        Assert.Equal(2, Server.Received.Count);
    }

    [Fact]
    public async Task AnEditIsRepeatedAfterAFault()
    {
        Server.Expect("PATCH", "/repos/acme/registry/pulls/3", Answer("dropped"));
        Expect("PATCH", "/repos/acme/registry/pulls/3", 200, PullRequestTexts.Open(3));

        await Client.PullRequests.EditAsync(Repository, 3, new PullRequestEdit { Body = "b" }, Cancelled);

        Assert.Equal(Server.Received[0].Text, Server.Received[1].Text);
    }

    [Fact]
    public async Task TryingEndsAfterSomeTime()
    {
        for (var i = 0; i < 5; i++) Server.Expect("GET", "/repos/acme/registry", Answer("502"));

        var error = await FailureAsync(ReadAsync);

        Assert.Equal(GitHubErrorKind.Transient, error.Kind);
        Assert.Equal(502, error.Status);
        Assert.Equal(4, Clock.Waits.Count);
    }

    [Fact]
    public async Task WhatCouldNotBeSentHasNoEffect()
    {
        Uri closed;
        await using (var server = new ScriptedServer()) closed = server.Address;
        using var client = new GitHubClient(Options with { BaseAddress = closed, FaultRetries = 0 }, new TokenCredentials(null));

        var error = await FailureAsync(() => client.PullRequests.CreateAsync(Repository, s_new, Cancelled));

        Assert.Equal(GitHubErrorKind.Transient, error.Kind);
    }

    [Fact]
    public async Task ARefusalWhoseTextIsLostIsARefusal()
    {
        Server.Expect("POST", "/repos/acme/registry/pulls", Json(422, """{"message":"Validation Failed"}""") with { CutAfter = 5 });

        var error = await FailureAsync(() => Client.PullRequests.CreateAsync(Repository, s_new, Cancelled));

        Assert.Equal((GitHubErrorKind.Validation, 422), (error.Kind, error.Status));
    }

    [Fact]
    public async Task AMessageNamesTheRequestAndNoToken()
    {
        for (var i = 0; i < 5; i++) Server.Expect("GET", "/repos/acme/registry", Answer("cut"));

        var error = await FailureAsync(ReadAsync);

        Assert.Contains("GET /repos/acme/registry", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private ScriptedAnswer Answer(string fault) => fault switch
    {
        "dropped" => new ScriptedAnswer { Drops = true },
        "cut" => Json(200, RepositoryJson()) with { CutAfter = 10 },
        "cut without length" => Json(200, RepositoryJson()) with { CutAfter = 10, HasNoLength = true },
        "empty" => Json(200, ""),
        "502" => Json(502, """{"message":"Server Error"}"""),
        "500 html" => new ScriptedAnswer { Status = 500, Body = Html() },
        "200 html" => new ScriptedAnswer { Body = Html() },
        "timeout" => new ScriptedAnswer { Status = 504 },
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    private static byte[] Html() => Encoding.UTF8.GetBytes("<!DOCTYPE html><title>Unicorn!</title>");
}
