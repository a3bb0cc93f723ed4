using System.Net;
using Registry.Core.Entities;
using Registry.Testing;

namespace Registry.Reconciler.Tests.Faults;

/// <summary>Files that somebody with all rights broke: their entity is set aside, its channels stay, and all others go on.</summary>
public sealed class BrokenFileTests
{
    private const string Entity = "entities/acme/identity/entity.yaml";
    private const string Channel = "entities/acme/identity/channels/dev.yaml";

    private static readonly EntityName s_identity = EntityName.Parse("acme/identity");

    /// <summary>Nine levels of nine: 387,420,489 texts.</summary>
    private static readonly string s_aliases =
        "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 8).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]\n"));

    public static TheoryData<string, string, string> Broken { get; } = new()
    {
        { Entity, "apiVersion: [\n", "(1,14)" },
        new TheoryDataRow<string, string, string>(Entity, "apiVersion: registry/v1\napiVersion: registry/v1\n", "(2,1)") { Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests) },
        { Entity, s_aliases, "(1," },
        new TheoryDataRow<string, string, string>(Channel, "version: 2026.01.01-000000\nversion: 2026.01.01-000001\n", "(2,1)") { Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests) },
        { Channel, "\0\u0001 no text at all", "" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task OnlyItsEntityIsSetAsideAndItsChannelsStay(string path, string content, string place)
    {
        await using var world = await PublishingWorld.CreateAsync();
        await world.EmitAsync();
        await world.EmitAsync(seed: 'b', entity: s_identity);
        var service = await world.ServeAsync();
        await world.PassAsync(service);
        var other = await world.ActiveAsync("stable");
        var text = world.Git("cat-file", "blob", $"main:{path}") + "\n";

        world.Write(path, content);
        var broken = world.Git("rev-parse", "main:entities/acme/identity");
        await world.EmitAsync(seed: 'c');
        await world.PassAsync(service);

        await service.SaysAsync($"{path}{place}");
        Assert.NotEqual(other, await world.ActiveAsync("stable"));
        Assert.Equal(broken, world.Git("rev-parse", "main:entities/acme/identity"));
        Assert.Equal(HttpStatusCode.OK, (await world.ProbeAsync(service)).Status);
        await world.AssertSettledAsync(() => world.PassAsync(service));

        // A restart learns it anew, and does no more.
        await world.KillAsync(service);
        service = await world.ServeAsync();
        await service.SaysAsync(path);
        world.Write(path, text);
        await world.EmitAsync(seed: 'd', entity: s_identity);
        await world.PassAsync(service);
        Assert.NotNull(await world.ActiveAsync("dev", s_identity));
        await world.AssertSettledAsync(() => world.PassAsync(service));
    }
}
