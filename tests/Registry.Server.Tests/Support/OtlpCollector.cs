using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Registry.Server.Tests.Support;

/// <summary>A collector of OpenTelemetry that keeps what it is sent by OTLP over HTTP.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private OtlpCollector(WebApplication application) => _application = application;

    /// <summary>What came, in its order.</summary>
    public ConcurrentQueue<OtlpRequest> Requests { get; } = [];

    /// <summary>How it answers.</summary>
    public OtlpAnswer Answer { get; set; }

    /// <summary>Its base address.</summary>
    public string Address => _application.Urls.Single();

    public static async Task<OtlpCollector> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var collector = new OtlpCollector(builder.Build());
        collector._application.Run(collector.TakeAsync);
        await collector._application.StartAsync(TestServer.Token);
        return collector;
    }

    public async ValueTask DisposeAsync()
    {
        _ended.SetResult();
        await _application.StopAsync(CancellationToken.None);
        await _application.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        Requests.Enqueue(new OtlpRequest(context.Request.Method, context.Request.Path, context.Request.ContentType, body.ToArray()));
        if (Answer == OtlpAnswer.Never) await _ended.Task;
        context.Response.StatusCode = Answer == OtlpAnswer.Accepted ? StatusCodes.Status200OK : StatusCodes.Status500InternalServerError;
        context.Response.ContentType = "application/x-protobuf";
    }
}
