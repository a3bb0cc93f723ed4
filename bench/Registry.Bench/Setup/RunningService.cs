using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Registry.Core.Access;
using Registry.Core.Store;
using Registry.Git;

namespace Registry.Bench.Setup;

/// <summary>The service as it ships, in a process of its own, with a client that holds an administrator's token.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly Process _process;

    private RunningService(Process process, HttpClient client, string repository) => (_process, Client, Repository) = (process, client, repository);

    public HttpClient Client { get; }

    public string Repository { get; }

    /// <summary>Bytes that its process has had resident at most; 0 where nobody knows.</summary>
    public long PeakMemory => OperatingSystem.IsLinux()
        ? File.ReadAllLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{_process.Id}/status")).Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
            .Select(line => long.Parse(line["VmHWM:".Length..].Trim().Split(' ')[0], CultureInfo.InvariantCulture) * 1024).First()
        : 0;

    public static async Task<RunningService> StartAsync(Workspace workspace, string repository, int port)
    {
        var secret = TokenSecret.Create();
        await using (var store = await GitRegistryStore.OpenAsync(repository, new GitRegistryStoreOptions(), CancellationToken.None))
        {
            var token = AccessToken.Create(secret, "bench", isAdministrator: true, person: null, expiresAt: null, TimeProvider.System.GetUtcNow());
            if (await store.ExecuteAsync(new CreateTokenOperation(token), CancellationToken.None) is not Committed<AccessToken>) throw new InvalidOperationException("The token could not be made.");
        }

        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        var start = new ProcessStartInfo(Path.Combine(workspace.Options.Work, "server", "Registry.Server")) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["REGISTRY_URL"] = repository;
        start.Environment["REGISTRY_HOME"] = workspace.Fresh(string.Create(CultureInfo.InvariantCulture, $"service-{port}"));
        start.Environment["REGISTRY_CALLS_PER_MINUTE"] = "100000000";
        // Passes are measured elsewhere.
        start.Environment["REGISTRY_POLL_INTERVAL"] = "1.00:00:00";
        start.Environment["REGISTRY_FULL_INTERVAL"] = "1.00:00:00";
        start.Environment["REGISTRY_LEASE_DURATION"] = "01:00:00";
        start.Environment["URLS"] = address;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
#pragma warning disable CA2000 // Disposed of together with the service.
        var client = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(5) };
#pragma warning restore CA2000
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret.Reveal());
        var service = new RunningService(process, client, repository);
        while (!await service.IsReadyAsync()) await Task.Delay(TimeSpan.FromMilliseconds(100));
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode || (_process.HasExited ? throw new InvalidOperationException("The service has ended.") : false);
        }
        catch (HttpRequestException) when (!_process.HasExited)
        {
            return false;
        }
    }
}
