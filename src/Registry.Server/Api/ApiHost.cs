using System.Threading.RateLimiting;
using Registry.Client;
using Registry.Server.Api.Access;
using Registry.Server.Api.Calls;
using Registry.Server.Api.Channels;
using Registry.Server.Api.Downloads;
using Registry.Server.Api.Entities;
using Registry.Server.Api.Events;
using Registry.Server.Api.Tokens;
using Registry.Server.Api.Uploads;
using Registry.Server.Api.Versions;
using Registry.Server.Hosting;

namespace Registry.Server.Api;

/// <summary>Puts the API together.</summary>
internal static class ApiHost
{
    /// <summary>The longest JSON body, in bytes.</summary>
    public const long MaxBody = 1024 * 1024;

    /// <summary>Adds what the API is made of.</summary>
    public static void AddApi(this IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton<ServiceFolder>().AddSingleton<ServiceKey>().AddSingleton<SignedAddresses>().AddSingleton<UploadStore>().AddSingleton<ServiceReleases>();
        services.AddSingleton<AccessGate>().AddSingleton<ProblemWriter>().AddSingleton<EventFeed>().AddSingleton<EventListeners>();
        services.AddSingleton<RegistryWrites>().AddSingleton<VersionWrites>().AddSingleton<ChannelWrites>();
        services.AddHostedService<UploadCollector>();
        services.AddSingleton<WebhookSender>().AddSingleton<SubscriptionDelivery>().AddHostedService(provider => provider.GetRequiredService<SubscriptionDelivery>());
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, RegistryJson.Default);
            json.SerializerOptions.MaxDepth = 32;
            json.SerializerOptions.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict;
            json.SerializerOptions.AllowDuplicateProperties = false;
            json.SerializerOptions.DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull;
        });
        services.Configure<RouteHandlerOptions>(route => route.ThrowOnBadRequest = true);
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(context, options));
        });
        services.AddOpenApi("v1", ApiDescription.Configure);
    }

    /// <summary>Adds the API to the service.</summary>
    public static void UseApi(this WebApplication server)
    {
        var writer = server.Services.GetRequiredService<ProblemWriter>();
        var gate = server.Services.GetRequiredService<AccessGate>();
        server.UseWhen(IsApi, api => api.Use(next => context => writer.HandleAsync(context, next)));
        server.UseRouting();
        server.UseRateLimiter();
        server.Use(next => context => gate.PassAsync(context, next));
        var routes = server.MapGroup(ApiRoutes.Base);
        routes.MapEntities();
        routes.MapVersions();
        routes.MapUploads();
        routes.MapDownloads();
        routes.MapChannels();
        routes.MapAccess();
        routes.MapTokens();
        routes.MapEvents();
        server.MapOpenApi("/openapi/{documentName}.json");
    }

    private static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal);

    /// <summary>Each token has a rate of its own, and who shows none, or a made-up one, shares that of his address.</summary>
    private static RateLimitPartition<string> Partition(HttpContext context, ServerOptions options)
    {
        if (!IsApi(context)) return RateLimitPartition.GetNoLimiter("");
        var shown = (string?)context.Request.Headers.Authorization ?? context.Request.Headers["X-Api-Token"];
        // The whole of what is shown, so that nobody uses up another one's rate by knowing his id; it is hashed, and kept nowhere.
        var key = shown is null ? context.Connection.RemoteIpAddress?.ToString() ?? "" : $"token {Core.Sources.Digest.Of(System.Text.Encoding.UTF8.GetBytes(shown))}";
        return RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.CallsPerMinute,
            TokensPerPeriod = Math.Max(1, options.CallsPerMinute / 60),
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            AutoReplenishment = true,
        });
    }
}
