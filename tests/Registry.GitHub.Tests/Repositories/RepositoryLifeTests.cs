using Registry.GitHub.Tests.Support;

namespace Registry.GitHub.Tests.Repositories;

public sealed class RepositoryLifeTests : FakeGitHubTest
{
    [Fact]
    public async Task ARepositorySaysWhatTheTokenMayDo()
    {
        var repository = await Client.Repositories.FindAsync(Repository, Cancelled);

        Assert.Equal(("acme/registry", "main", true), (repository!.FullName, repository.DefaultBranch, repository.Permissions!.Push));
        Assert.Null(await ClientOf(Fake.CreateToken()).Repositories.FindAsync(Repository, Cancelled));
    }

    [Fact]
    public async Task BranchesAreFoundAndCompared()
    {
        var head = Commit("it/1", "a.txt", "a");
        Commit("main", "b.txt", "b");

        var branch = await Client.Repositories.FindReferenceAsync(Repository, "heads/it/1", Cancelled);
        var comparison = await Client.Repositories.CompareAsync(Repository, "main", "it/1", Cancelled);

        Assert.Equal((head, "commit", "refs/heads/it/1"), (branch!.Target.Sha, branch.Target.Type, branch.Ref));
        Assert.Equal(("diverged", 1, 1), (comparison!.Status, comparison.AheadBy, comparison.BehindBy));
        Assert.Null(await Client.Repositories.FindReferenceAsync(Repository, "heads/it", Cancelled));
        Assert.Null(await Client.Repositories.CompareAsync(Repository, "main", "nowhere", Cancelled));
    }

    [Fact]
    public async Task AFileIsReadAsItWas()
    {
        var before = Commit("main", "folder/a.txt", "one");
        Commit("main", "folder/a.txt", "two");

        Assert.Equal("one"u8.ToArray(), await Client.Repositories.FindContentAsync(Repository, "folder/a.txt", before, Cancelled));
        Assert.Equal("two"u8.ToArray(), await Client.Repositories.FindContentAsync(Repository, "folder/a.txt", "main", Cancelled));
        Assert.Null(await Client.Repositories.FindContentAsync(Repository, "folder/b.txt", "main", Cancelled));
    }
}
