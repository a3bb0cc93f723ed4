using Registry.Cli.Hosting;
using Registry.Cli.Tests.Support;
using Registry.Core.Access;
using Registry.Core.Rules;

namespace Registry.Cli.Tests.Commands;

public sealed class TokenTests
{
    [Fact]
    public async Task ATokenIsMadeInOneCommitAndItsSecretIsPrintedOnce()
    {
        using var registry = await TestRegistry.CreateAsync();

        var run = await registry.DoAsync("token", "create", "--description", "build agent", "--administrator", "--person", "@alice", "--expires", "90d");

        Assert.True(TokenSecret.TryParse(run.Output.TrimEnd('\n'), out var secret), run.Output);
        var path = $"access/tokens/{secret.Id}.yaml";
        var token = AccessTokenFormat.Read(path, System.Text.Encoding.UTF8.GetBytes(registry.Text(path))).Get();
        Assert.True(secret.Opens(token));
        Assert.Equal(("build agent", true, "@alice", registry.Time.Now.AddDays(90)), (token.Description, token.IsAdministrator, token.Person!.ToString(), token.ExpiresAt!.Value));
        Assert.Equal(2, registry.CountCommits());
        Assert.DoesNotContain(run.Output.TrimEnd('\n').Split('_')[^1], registry.Text(path), StringComparison.Ordinal);
        await registry.DoAsync("validate");
    }

    [Fact]
    public async Task TokensAreListedWithoutTheirSecrets()
    {
        using var registry = await TestRegistry.CreateAsync();
        var made = (await registry.DoAsync("token", "create", "--description", "one", "--expires", "1d", "--json")).Json;

        var list = await registry.DoAsync("token", "list", "--json");
        var text = await registry.DoAsync("token", "list");

        Assert.Equal("id secret", CommandRun.NamesOf(made));
        var item = Assert.Single(list.Json.GetProperty("items").EnumerateArray());
        Assert.Equal("id description administrator createdAt createdBy expiresAt", CommandRun.NamesOf(item));
        Assert.Equal(made.GetProperty("id").GetString(), item.GetProperty("id").GetString());
        Assert.Contains("one", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(made.GetProperty("secret").GetString()!.Split('_', 3)[2], list.Output + text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATokenIsRemovedOnce()
    {
        using var registry = await TestRegistry.CreateAsync();
        var id = (await registry.DoAsync("token", "create", "--description", "one", "--json")).Json.GetProperty("id").GetString()!;

        var deleted = await registry.DoAsync("token", "delete", id, "--json");

        Assert.Equal(("deleted", id), (deleted.Json.GetProperty("outcome").GetString(), deleted.Json.GetProperty("id").GetString()));
        (await registry.RunAsync("token", "delete", id)).Broke(RegistryRules.TokenNotFound, ExitCode.NotFound);
        Assert.Empty((await registry.DoAsync("token", "list")).Output);
    }

    [Theory]
    [InlineData("token", "create")]
    [InlineData("token", "create", "--description", "one <two>")]
    [InlineData("token", "create", "--description", "one", "--person", "nobody")]
    [InlineData("token", "create", "--description", "one", "--expires", "soon")]
    public async Task WhatCannotBeATokenIsWrongUsage(params string[] arguments)
    {
        using var registry = await TestRegistry.CreateAsync();

        (await registry.RunAsync(arguments)).Ended(ExitCode.WrongUsage);

        Assert.Equal(1, registry.CountCommits());
    }
}
