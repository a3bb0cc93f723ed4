using Registry.Core.Releases;
using Registry.Core.Rules;

namespace Registry.GitHub.Tests.Hosting;

/// <summary>A release with as many files as GitHub takes, and one with one more.</summary>
public sealed class ManyFilesTests : HostingTest
{
    [Fact]
    public async Task AThousandFilesArePublishedAndFoundAgain()
    {
        var files = Files(1000);

        // GitHub takes 500 of them an hour; the emit says so, and goes on where it was when it is sent again.
        for (var hours = 0; hours < 2; hours++)
        {
            Assert.Equal(RegistryRules.HostUnusable, (await RefusedStageAsync(files)).Rule);
            Clock.Advance(TimeSpan.FromHours(1));
        }

        await StageAsync(files);
        await PublishAsync(Version(files));

        Assert.Equal(1000, Fake.Requests.Count(request => request is { Operation: Upload, Status: 201 }));
        await HoldsAsync(Version(files));
    }

    [Fact]
    public async Task OneMoreIsRefusedBeforeAnythingIsSent()
    {
        Assert.Equal(RegistryRules.HostLimit, (await RefusedStageAsync(Files(1001))).Rule);

        Assert.Empty(Fake.Requests);
    }

    private IReadOnlyList<FileToAttach> Files(int count) => [.. Enumerable.Range(0, count).Select(i => FileOf($"{i:0000}.bin"))];
}
