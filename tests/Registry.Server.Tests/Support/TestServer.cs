using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Registry.GitHub;
using Registry.Server.Hosting;
using Registry.Server.Reconciling;
using Registry.Testing;

namespace Registry.Server.Tests.Support;

/// <summary>The service inside the test's process, with a real HTTP server and a real registry.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    public const string Secret = "It's a Secret to Everybody";

    private readonly WebApplication _server;

    private TestServer(WebApplication server)
    {
        _server = server;
#pragma warning disable CA2000 // The client disposes of its handler.
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, Expect100ContinueTimeout = Timeout.InfiniteTimeSpan }) { BaseAddress = new Uri(server.Urls.Single()) };
#pragma warning restore CA2000
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _server.Services;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts the service.</summary>
    /// <param name="sandbox">Where git runs.</param>
    /// <param name="registry">The registry.</param>
    /// <param name="reconciler">The passes; those of the product when <see langword="null"/>.</param>
    /// <param name="settings">Further settings.</param>
    public static Task<TestServer> StartAsync(GitSandbox sandbox, string registry, IReconciler? reconciler, params string[] settings) =>
        StartAsync(sandbox, registry, reconciler, TimeProvider.System, settings);

    /// <summary>Starts the service with a clock of its own.</summary>
    public static async Task<TestServer> StartAsync(GitSandbox sandbox, string registry, IReconciler? reconciler, TimeProvider time, params string[] settings)
    {
        // Only what wakes it makes it run again, unless a test says otherwise.
        string[] args = [$"--Registry:Url={registry}", $"--Registry:Home={sandbox.Combine("state")}", "--Urls=http://127.0.0.1:0", "--Registry:PollInterval=1.00:00:00", "--Registry:FullInterval=1.00:00:00", .. settings];
        var server = ServerHost.Build(args, name => name == "REGISTRY_WEBHOOK_SECRET" ? Secret : null, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton(time);
            if (reconciler is not null) builder.Services.AddSingleton(reconciler);
            builder.Services.AddSingleton(services => new RegistrySession(
                services.GetRequiredService<ServerOptions>(), services.GetRequiredService<GitHubEnvironment>(), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<RegistrySession>>()) { Git = sandbox.Git });
        });
        await server.StartAsync(Token);
        return new TestServer(server);
    }

    /// <summary>Asks a probe.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> ProbeAsync(string path)
    {
        using var answer = await Client.GetAsync(new Uri(path, UriKind.Relative), Token);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        return (answer.StatusCode, json.RootElement.Clone());
    }

    /// <summary>Asks until the service says that it is ready in some way.</summary>
    public async Task<JsonElement> ReadyAsync(string status)
    {
        while (true)
        {
            var (_, body) = await ProbeAsync("/health/ready");
            if (body.GetProperty("status").GetString() == status) return body;
        }
    }

    public void Wake() => Services.GetRequiredService<WakeSignal>().Raise();

    public Task StopAsync() => _server.StopAsync(Token);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.StopAsync(CancellationToken.None);
        await _server.DisposeAsync();
    }
}
