using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Registry.FakeGitHub.Hosting;

/// <summary>The HTTP server: three ports on loopback, for the API, for uploads and for storage.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly WebApplication _application;

    private Listener(WebApplication application, IReadOnlyList<Uri> addresses)
    {
        _application = application;
        Addresses = addresses;
    }

    /// <summary>The addresses of the API, of uploads and of storage.</summary>
    public IReadOnlyList<Uri> Addresses { get; }

    public static async Task<Listener> StartAsync(RequestDelegate handler)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            // Assets are as large as they are, and clients of tests as slow as they are.
            options.Limits.MaxRequestBodySize = null;
            options.Limits.MinRequestBodyDataRate = null;
            options.Limits.MinResponseDataRate = null;
            for (var part = 0; part < 3; part++) options.Listen(IPAddress.Loopback, 0);
        });
        var application = builder.Build();
        application.Run(handler);
        await application.StartAsync();
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new Listener(application, [.. addresses.Select(address => new Uri(address))]);
    }

    public async ValueTask DisposeAsync()
    {
        // What hangs at the end of a test is not waited for.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
    }
}
