using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Faults;
using Registry.GitHub.Errors;
using Registry.GitHub.Tests.Support;

namespace Registry.GitHub.Tests.Organizations;

public sealed class TeamTests : FakeGitHubTest
{
    private const string Ask = "GET /orgs/{org}/teams/{team_slug}/memberships/{username}";

    [Fact]
    public async Task AMemberIsOneWhoAccepted()
    {
        Fake.AddTeamMember("acme", "release-managers", "alice");
        Fake.AddTeamMember("acme", "release-managers", "bob", isPending: true);

        Assert.True(await IsMemberAsync(Client, "alice"));
        Assert.False(await IsMemberAsync(Client, "bob"));
        Assert.False(await IsMemberAsync(Client, "registry[bot]"));
        Assert.False(await Client.Teams.IsMemberAsync("acme", "testers", "alice", Cancelled));
    }

    [Fact]
    public async Task WhoMayNotSeeTheTeamSeesNoMember()
    {
        Fake.AddTeamMember("acme", "release-managers", "alice");

        Assert.False(await IsMemberAsync(ClientOf(Fake.CreateToken("contents: write")), "alice"));
        Assert.False(await IsMemberAsync(ClientOf(Fake.CreateToken(TokenKind.Workflow, "github-actions[bot]", "contents: write")), "alice"));
        Assert.Equal(2, Fake.Requests.Count(request => request is { Operation: Ask, Status: 403 }));
    }

    [Fact]
    public async Task WhatGitHubDoesNotSayIsNotTakenForANo()
    {
        Fake.Fail(Fault.PrimaryLimit(), on: Ask);

        Assert.Equal(GitHubErrorKind.RateLimited, (await FailureAsync(() => IsMemberAsync(Client, "alice"))).Kind);
    }

    [Fact]
    public async Task AMemberWhoLeavesIsNoMemberAtOnce()
    {
        Fake.AddTeamMember("acme", "release-managers", "alice");
        Assert.True(await IsMemberAsync(Client, "alice"));

        Fake.RemoveTeamMember("acme", "release-managers", "alice");

        Assert.False(await IsMemberAsync(Client, "alice"));
    }

    private static Task<bool> IsMemberAsync(GitHubClient client, string login) => client.Teams.IsMemberAsync("acme", "release-managers", login, Cancelled);
}
