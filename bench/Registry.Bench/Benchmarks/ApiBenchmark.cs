using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using Registry.Bench.Measuring;
using Registry.Bench.Processes;
using Registry.Bench.Reporting;
using Registry.Bench.Setup;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Versions;
using Registry.Git;

namespace Registry.Bench.Benchmarks;

/// <summary>The HTTP API: reads and their memory by the size of the registry, downloads beside a server of static files, and writes of eight callers.</summary>
internal static class ApiBenchmark
{
    private const int Reads = 2000;
    private const int Clients = 8;
    private const int Writes = 2000;
    private const int Runs = 5;
    private const int FileMegabytes = 200;
    private const double MostMilliseconds = 1;
    private const double MostMemory = 1.5;
    private const int FirstPort = 5310;

    public static async Task RunAsync(Workspace workspace, Report report)
    {
        // Nothing is left to publish, so that the service is busy with its callers alone.
        var small = await ReconciledRegistry.CreateAsync(workspace, workspace.Smallest);
        var large = await ReconciledRegistry.CreateAsync(workspace, workspace.Largest);
        var size = Units.Count(large.Versions);

        var read = await ReadInProcessAsync(large);
        report.Add(Row.Limit($"a version read within the process, {size} versions, the median of {Units.Count(Reads)}", Microseconds(read.Median), read.Median * 1000, MostMilliseconds, $"< {MostMilliseconds} ms"));
        await using (var few = await RunningService.StartAsync(workspace, await workspace.CopyAsync(small.Repository, "api-small.git"), FirstPort))
        await using (var many = await RunningService.StartAsync(workspace, await workspace.CopyAsync(large.Repository, "api-large.git"), FirstPort + 1))
        {
            var sides = await Side.InterleaveAsync(warmUps: 200, Reads, ReadOf(many, large), ReadOf(few, small));
            report.Add(Row.Of($"a version read over HTTP, {size} versions", sides[0], $"{Units.Count(small.Versions)} versions", sides[1], MostMemory));
            var shows = await Side.InterleaveAsync(warmUps: 3, 50, ReadOf(many, large), ShowOf(large));
            report.Add(Row.Of($"the same, {size} versions", shows[0], "git show", shows[1], 1));
            report.Add(new Row($"memory of the service after {Units.Count(Reads)} reads, {size} versions", Units.Bytes(many.PeakMemory), $"{Units.Count(small.Versions)} versions: {Units.Bytes(few.PeakMemory)}")
            {
                Ratio = (double)many.PeakMemory / few.PeakMemory,
                Required = $"≤ {MostMemory}",
                Met = many.PeakMemory <= MostMemory * few.PeakMemory,
            });
            await WriteAsync(many, report, size);
        }

        await DownloadAsync(workspace, report);
    }

    private static string Microseconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:0} µs");

    /// <summary>What answers a read: the version by its id, with all that is said of it.</summary>
    private static async Task<Sample> ReadInProcessAsync(LoadedRegistry registry)
    {
        await using var store = await GitRegistryStore.OpenAsync(registry.Repository, new GitRegistryStoreOptions(), CancellationToken.None);
        return (await Side.InterleaveAsync(warmUps: 200, Reads, new Side(async _ =>
        {
            var (entity, id) = Any(registry);
            var watch = Stopwatch.StartNew();
            var reader = new RegistryReader(await store.SnapshotAsync(null, CancellationToken.None));
            if (await reader.ManifestAsync(entity, id, CancellationToken.None) is null) throw new InvalidOperationException($"There is no {entity} {id}.");
            await reader.RecordAsync(entity, id, CancellationToken.None);
            await reader.ReleaseAsync(entity, id, CancellationToken.None);
            await reader.ChannelsAsync(entity, CancellationToken.None);
            return watch.Elapsed.TotalSeconds;
        })))[0];
    }

    private static Side ReadOf(RunningService service, LoadedRegistry registry) => new(async _ =>
    {
        var (entity, id) = Any(registry);
        var watch = Stopwatch.StartNew();
        using var answer = await service.Client.GetAsync(new Uri($"/api/v1/entities/{entity}/versions/{id}", UriKind.Relative));
        await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
        return watch.Elapsed.TotalSeconds;
    });

    private static Side ShowOf(LoadedRegistry registry) => new(async _ =>
    {
        var (entity, id) = Any(registry);
        return (await Runner.RunAsync(new Command("git", "-C", registry.Repository, "show", $"HEAD:entities/{entity}/versions/{id.Month}/{id}.yaml"))).Seconds;
    });

    private static (EntityName Entity, VersionId Version) Any(LoadedRegistry registry)
    {
        var entity = RandomNumberGenerator.GetInt32(Lines.Entities(registry.Versions));
        return (EntityName.Parse(Lines.Entity(entity)), VersionId.From(Lines.TimeOf(entity, RandomNumberGenerator.GetInt32(Lines.VersionsOfEntity))));
    }

    private static async Task WriteAsync(RunningService service, Report report, string size)
    {
        var before = await CommitsAsync(service);
        List<double> took = [];
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            for (var number = 0; number < Writes / Clients; number++)
            {
                var one = Stopwatch.StartNew();
                var body = $$"""{"sourceHash":"sha256:{{Lines.Hash($"{client} {number}")}}","draft":true}""";
                using var content = new StringContent(body, Encoding.UTF8, "application/json");
                using var answer = await service.Client.PostAsync(new Uri($"/api/v1/entities/load/c{client}-{number % 20}/versions", UriKind.Relative), content);
                answer.EnsureSuccessStatusCode();
                lock (took) took.Add(one.Elapsed.TotalSeconds);
            }
        }));
        took.Sort();
        report.Add(new Row(
            $"{Units.Count(Writes)} writes of {Clients} callers, one after another each, {size} versions",
            string.Create(CultureInfo.InvariantCulture, $"{Writes / watch.Elapsed.TotalSeconds:0} a second; p50 {Units.Time(took[took.Count / 2])}, p99 {Units.Time(took[took.Count * 99 / 100])}"),
            $"commits: {await CommitsAsync(service) - before}"));
    }

    /// <summary>How many commits the registry has that the service serves.</summary>
    private static async Task<int> CommitsAsync(RunningService service)
    {
        using var entity = await service.Client.GetAsync(new Uri("/health", UriKind.Relative));
        using var json = JsonDocument.Parse(await entity.Content.ReadAsStringAsync());
        var commit = json.RootElement.GetProperty("components").GetProperty("store").GetProperty("detail").GetString()!;
        return int.Parse((await Runner.RunAsync(new Command("git", "-C", service.Repository, "rev-list", "--count", commit))).Output, CultureInfo.InvariantCulture);
    }

    private static async Task DownloadAsync(Workspace workspace, Report report)
    {
        var folder = workspace.Fresh("download");
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "large.bin");
        await File.WriteAllBytesAsync(file, RandomNumberGenerator.GetBytes(FileMegabytes * 1_000_000));
        var repository = await LoadedRegistry.BeginAsync(workspace, "api-download.git");
        await workspace.RunAsync(repository, "emit", "acme/large", "--source-hash", $"sha256:{Lines.Hash("large")}", "--file", file);
        await using var service = await RunningService.StartAsync(workspace, repository, FirstPort + 2);
        await using var files = await StaticFilesAsync(folder);
        using var plain = new HttpClient { BaseAddress = new Uri(files.Urls.Single()) };
        var sides = await Side.InterleaveAsync(warmUps: 1, Runs,
            new Side(async _ => await TakeAsync(service.Client, "/api/v1/entities/acme/large/versions/1/download".Replace("/1/", $"/{await NewestAsync(service)}/", StringComparison.Ordinal))),
            new Side(_ => TakeAsync(plain, "/large.bin")));
        report.Add(Row.Of($"a download of {FileMegabytes} MB, with the redirect", sides[0], "a server of static files (ASP.NET Core)", sides[1], 1.2));
    }

    private static async Task<string> NewestAsync(RunningService service)
    {
        using var json = JsonDocument.Parse(await service.Client.GetStringAsync(new Uri("/api/v1/entities/acme/large/versions", UriKind.Relative)));
        return json.RootElement.GetProperty("items")[0].GetProperty("id").GetString()!;
    }

    private static async Task<double> TakeAsync(HttpClient client, string path)
    {
        var watch = Stopwatch.StartNew();
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        await using var content = await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync();
        var buffer = new byte[256 * 1024];
        long size = 0;
        for (int count; (count = await content.ReadAsync(buffer)) > 0; size += count)
        {
            // Nothing is kept.
        }

        return size == FileMegabytes * 1_000_000L ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException($"{path} gave {size} bytes.");
    }

    private static async Task<WebApplication> StaticFilesAsync(string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(folder), ContentTypeProvider = new FileExtensionContentTypeProvider(), ServeUnknownFileTypes = true });
        await server.StartAsync();
        return server;
    }
}
