using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Registry.Server.Hosting;

namespace Registry.Server.Tests.Hosting;

public sealed class SettingsTests
{
    [Fact]
    public void AllThatIsWrongIsSaidAtOnce()
    {
        var error = Assert.Throws<OptionsValidationException>(() => Build(["--Registry:LeaseDuration=00:00:00.5", "--Registry:PollInterval=00:00:00"]));

        Assert.Contains("Registry:Url (REGISTRY_URL) is missing", error.Message, StringComparison.Ordinal);
        Assert.Contains("LeaseDuration", error.Message, StringComparison.Ordinal);
        Assert.Contains("PollInterval", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Registry:GitHubAppId=7", "GitHubAppKey")]
    [InlineData("--Registry:GitHubAppKey=/no/such/key", "/no/such/key")]
    public void HalfOfAnAppOrAKeyThatIsNotThereIsSaidAtTheStart(string setting, string expected) =>
        Assert.Contains(expected, Assert.Throws<OptionsValidationException>(() => Build(["--Registry:Url=/r", setting])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Registry:PolInterval", "00:01:00")]
    [InlineData("Registry:WebhookSecret", "hunter2")]
    [InlineData("Registry:GitHubToken", "hunter2")]
    public void ASettingThatIsNoneIsRefusedAndASecretIsNone(string name, string value)
    {
        var error = Assert.Throws<InvalidOperationException>(() => Build(["--Registry:Url=/r", $"--{name}={value}"]));

        Assert.Contains(name["Registry:".Length..], error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VariablesNameSettingsAndArgumentsWin()
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal)
        {
            ["REGISTRY_URL"] = "/registry", ["REGISTRY_POLL_INTERVAL"] = "00:02:00", ["REGISTRY_LEASE_DURATION"] = "00:00:30", ["REGISTRY_GITHUB_TOKEN_FILE"] = "",
        };

        await using var server = Build(["--Registry:PollInterval=00:03:00"], variables);
        var options = server.Services.GetRequiredService<ServerOptions>();

        Assert.Equal("/registry", options.Url);
        Assert.Equal(TimeSpan.FromMinutes(3), options.PollInterval);
        Assert.Equal(TimeSpan.FromSeconds(30), options.LeaseDuration);
        Assert.Null(options.GitHubTokenFile);
    }

    [Fact]
    public async Task SecretsComeFromVariablesOrFilesAndAreNotPrinted()
    {
        using var directory = new Testing.TemporaryDirectory();
        var file = directory.Combine("token");
        await File.WriteAllTextAsync(file, "ghp_hunter2\n", TestContext.Current.CancellationToken);
        Dictionary<string, string> variables = new(StringComparer.Ordinal) { ["REGISTRY_URL"] = "/r", ["REGISTRY_WEBHOOK_SECRET"] = "hunter3", ["REGISTRY_GITHUB_TOKEN_FILE"] = file };

        await using var server = Build([], variables);
        var secrets = server.Services.GetRequiredService<Secrets>();

        Assert.Equal("ghp_hunter2", secrets.GitHubToken);
        Assert.Equal("hunter3", secrets.Webhook);
        Assert.DoesNotContain("hunter", secrets.ToString(), StringComparison.Ordinal);
    }

    private static Microsoft.AspNetCore.Builder.WebApplication Build(string[] args, Dictionary<string, string>? variables = null) =>
        ServerHost.Build(args, name => variables?.GetValueOrDefault(name), _ => { });
}
