using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Registry.Server.Tests.Support;
using Registry.Testing;

namespace Registry.Server.Tests.Api;

/// <summary>Many callers at once: all their writes land, in few commits.</summary>
public sealed class LoadTests
{
    private const int Clients = 8;

    [Theory]
    [InlineData(320)]
    [InlineData(10_000)]
    public async Task AllWritesOfEightClientsLandInFarFewerCommits(int writes)
    {
        Assert.SkipUnless(writes < 1000 || LongTests.AreWanted, LongTests.Why);
        await using var world = await ApiWorld.StartAsync("--Registry:CallsPerMinute=100000000");
        var before = CountCommits(world);

        // An entity gets a version a second, so each client has many; and each has several calls under way, as a build farm has.
        var ids = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => WriteAsync(world, client, writes / Clients)));

        var commits = CountCommits(world) - before;
        TestContext.Current.SendDiagnosticMessage("{0} writes in {1} commits", writes, commits);
        Assert.Equal(writes, ids.Sum(client => client.Distinct(StringComparer.Ordinal).Count()));
        Assert.Equal(writes, world.Sandbox.Run(world.Registry, "ls-tree", "-r", "--name-only", "main").Split('\n').Count(path => path.Contains("/versions/", StringComparison.Ordinal)));
        Assert.InRange(commits, 1, writes / 4);
        Assert.Empty(await world.ValidateAsync());
    }

    private static int CountCommits(ApiWorld world) => int.Parse(world.Sandbox.Run(world.Registry, "rev-list", "--count", "main"), CultureInfo.InvariantCulture);

    private static async Task<IReadOnlyList<string>> WriteAsync(ApiWorld world, int client, int writes)
    {
        const int AtOnce = 8;
        var ids = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, writes), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestServer.Token }, async (number, _) =>
        {
            var entity = $"load/c{client}-{number % 40}";
            var body = new JsonObject { ["sourceHash"] = ApiWorld.HashOf($"{client} {number}"), ["draft"] = true };
            var made = (await world.SendAsync("POST", $"entities/{entity}/versions", world.Administrator, body)).Expect(HttpStatusCode.Created).Json;
            ids.Add($"{entity}@{made.GetProperty("version").GetProperty("id").GetString()}");
        });
        return [.. ids];
    }
}
