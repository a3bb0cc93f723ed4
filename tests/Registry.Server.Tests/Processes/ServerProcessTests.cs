using System.Text.Json;
using Registry.Server.Tests.Support;
using Registry.Testing;

namespace Registry.Server.Tests.Processes;

/// <summary>The service as it is run: signals, kills, and what it prints.</summary>
public sealed class ServerProcessTests : ServerTestBase
{
    private const string Listen = "--Urls=http://127.0.0.1:0";

    private static readonly string s_server = Path.Combine(AppContext.BaseDirectory, "Registry.Server.dll");

    private readonly List<ServerProcess> _processes = [];

    [Fact]
    public async Task ASignalToStopGivesTheLeaseBackAndEndsWell()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no signals");
        await EmitAsync();
        var process = Start(Listen);
        await process.ReadyAsync();
        Assert.True(HasChannel);

        process.Signal("TERM");
        await process.EndAsync();

        Assert.Equal(0, process.ExitCode);
        Assert.Contains("Lease-State: free", LeaseText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AfterAKillTheNextOneGoesOn()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no signals");
        var first = Start(Listen, "--Registry:LeaseDuration=00:00:02");
        await first.ReadyAsync();
        first.Signal("KILL");
        await first.EndAsync();
        Assert.Contains("Lease-State: held", LeaseText, StringComparison.Ordinal);
        await EmitAsync();

        var second = Start(Listen, "--Registry:LeaseDuration=00:00:02");
        await second.ReadyAsync();
        while (!HasChannel) await second.ReadyAsync();

        Assert.Contains("Lease-Number: 2\n", LeaseText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheEndOfItsInputStopsIt()
    {
        var process = Start(Listen, "--Registry:StopWithInput=true");
        await process.ReadyAsync();

        process.CloseInput();
        await process.EndAsync();

        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task WrongSettingsAreOneErrorAndExitCode2()
    {
        var process = Start(Listen, "--Registry:PollInterval=-1");
        await process.EndAsync();

        Assert.Equal(2, process.ExitCode);
        Assert.Single(process.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("error REG6013: ", process.Text, StringComparison.Ordinal);
        Assert.Contains("PollInterval", process.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecretsAreNowhereInWhatItPrints()
    {
        await using var server = new GitServer(Sandbox);
        Dictionary<string, string> variables = new(StringComparer.Ordinal)
        {
            ["REGISTRY_URL"] = server.UrlOf(Registry).Replace("://", "://robot:hunter1@", StringComparison.Ordinal),
            ["REGISTRY_WEBHOOK_SECRET"] = "hunter2", ["GITHUB_TOKEN"] = "hunter3",
            ["Logging__LogLevel__Default"] = "Trace", ["Logging__LogLevel__Microsoft.AspNetCore"] = "Information",
        };
        var process = Start(variables, Listen, "--Registry:PollInterval=00:00:00.1");
        await process.ReadyAsync();
        server.Fault = (_, _) => GitServerFault.Unavailable;
        using var client = new HttpClient { BaseAddress = await process.Address };
        // The failure of a pass prints what git says, with its address.
        while (!process.Text.Contains("cannot be reached", StringComparison.Ordinal)) (await client.GetAsync(new Uri("/health/live", UriKind.Relative), TestServer.Token)).Dispose();
        var ready = await client.GetStringAsync(new Uri("/health/live", UriKind.Relative), TestServer.Token);

        process.CloseInput();
        process.Signal("TERM");
        await process.EndAsync();

        Assert.DoesNotContain("hunter", process.Text + ready, StringComparison.Ordinal);
        foreach (var line in process.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)) JsonDocument.Parse(line).Dispose();
    }

    [Fact]
    public async Task TheCommandLineServesInAProcessBesideIt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no signals");
        await EmitAsync();
        var process = Start(ServerProcess.CommandLine, new Dictionary<string, string>(StringComparer.Ordinal), "serve", "--registry", Registry, "--listen", "http://127.0.0.1:0");
        await process.ReadyAsync();

        process.Signal("TERM");
        await process.EndAsync();

        Assert.Equal(0, process.ExitCode);
        Assert.True(HasChannel);
        Assert.Contains("Lease-State: free", LeaseText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServiceDoesNotOutliveTheCommandLineThatStartedIt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no signals");
        var process = Start(ServerProcess.CommandLine, new Dictionary<string, string>(StringComparer.Ordinal), "serve", "--registry", Registry, "--listen", "http://127.0.0.1:0");
        await process.ReadyAsync();

        process.Signal("KILL");
        // Its output is the service's too, and ends when both have.
        await process.EndAsync();

        Assert.Contains("Lease-State: free", LeaseText, StringComparison.Ordinal);
    }

    private protected override async ValueTask DisposeServersAsync()
    {
        foreach (var process in _processes) await process.DisposeAsync();
    }

    private ServerProcess Start(params string[] arguments) => Start(new Dictionary<string, string>(StringComparer.Ordinal) { ["REGISTRY_URL"] = Registry }, arguments);

    private ServerProcess Start(IReadOnlyDictionary<string, string> variables, params string[] arguments) => Start(s_server, variables, arguments);

    private ServerProcess Start(string assembly, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var process = ServerProcess.Start(Sandbox, assembly, variables, TestServer.Token, arguments);
        _processes.Add(process);
        return process;
    }
}
