using System.Globalization;
using Microsoft.Extensions.Options;
using Registry.Core.Rules;
using Registry.Git.Processes;
using Registry.GitHub;
using Registry.Server.Api;
using Registry.Server.Api.Calls;
using Registry.Server.Health;
using Registry.Server.Reconciling;
using Registry.Server.Telemetry;
using Registry.Server.Webhooks;

namespace Registry.Server.Hosting;

/// <summary>Puts the service together, and is the one place where an error becomes a message and an exit code.</summary>
internal static class ServerHost
{
    private const int WrongUsage = 2;
    private const int Failed = 1;

    /// <summary>The time that a stop takes at most.</summary>
    private static readonly TimeSpan s_stop = TimeSpan.FromSeconds(20);

    /// <summary>Serves until somebody stops it.</summary>
    /// <param name="args">Settings, such as <c>--Registry:PollInterval=00:05:00</c>.</param>
    /// <param name="environment">Reads an environment variable.</param>
    public static async Task<int> RunAsync(string[] args, Func<string, string?> environment)
    {
        WebApplication server;
        try
        {
            server = Build(args, environment, _ => { });
        }
        catch (Exception error) when (error is OptionsValidationException or InvalidOperationException or FormatException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(new Problem(RegistryRules.BadRequest, null, GitUrl.Redact(error.Message)).ToString());
            return WrongUsage;
        }

        await using (server)
        {
            try
            {
                await server.RunAsync();
                return 0;
            }
            catch (IOException error)
            {
                // An address that somebody else listens at.
                await Console.Error.WriteLineAsync(new Problem(RegistryRules.BadRequest, null, error.Message).ToString());
                return Failed;
            }
        }
    }

    /// <summary>Puts the service together.</summary>
    /// <param name="args">Settings.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="configure">Changes what it is made of.</param>
    /// <exception cref="OptionsValidationException">Settings are wrong; the message names all of them.</exception>
    public static WebApplication Build(string[] args, Func<string, string?> environment, Action<WebApplicationBuilder> configure)
    {
        // The program's own directory: a file of settings in the directory that somebody happens to be in is none for this.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        // The later wins: a file, then variables, then arguments.
        if (environment("REGISTRY_SETTINGS") is { Length: > 0 } file) builder.Configuration.AddJsonFile(Path.GetFullPath(file), optional: false);
        builder.Configuration.AddEnvironmentVariables().AddInMemoryCollection(EnvironmentSettings.Read(environment)).AddCommandLine(args);
        builder.Logging.ClearProviders().AddJsonConsole(console => (console.UseUtcTimestamp, console.TimestampFormat) = (true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = ApiHost.MaxBody;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.MaxRequestHeaderCount = 64;
        });

        var options = new ServerOptions();
        builder.Configuration.GetSection(ServerOptions.Section).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        if (options.Faults().ToList() is { Count: > 0 } faults) throw new OptionsValidationException(ServerOptions.Section, typeof(ServerOptions), faults);
        var secrets = Secrets.Read(options, environment);
        AddServices(builder.Services, options, secrets, environment);
        configure(builder);

        var server = builder.Build();
        server.UseApi();
        // It counts from the start on, and not from when it is first looked at.
        server.Services.GetRequiredService<MetricsPage>();
        server.MapHealth();
        if (secrets.Webhook is not null) server.MapGitHubWebhook();
        return server;
    }

    /// <summary>What the settings and the files of secrets say of GitHub, by the names of variables.</summary>
    private static string? GitHubVariable(string name, ServerOptions options, Secrets secrets) => name switch
    {
        "GITHUB_TOKEN" => secrets.GitHubToken,
        GitHubEnvironment.AppIdVariable => options.GitHubAppId,
        GitHubEnvironment.AppKeyVariable => options.GitHubAppKey,
        GitHubEnvironment.InstallationVariable => options.GitHubInstallationId?.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    private static void AddServices(IServiceCollection services, ServerOptions options, Secrets secrets, Func<string, string?> environment)
    {
        services.AddSingleton(options).AddSingleton(secrets).AddSingleton(TimeProvider.System);
        services.AddSingleton<ServerMetrics>().AddSingleton<MetricsPage>().AddSingleton<ServiceHealth>().AddSingleton<LoopMonitor>().AddSingleton<WakeSignal>().AddSingleton<SeenDeliveries>();
        services.AddSingleton<RegistrySession>().AddSingleton<PassSchedule>();
        services.AddSingleton<IReconciler, SessionReconciler>();
        services.AddSingleton(provider => new GitHubEnvironment(name => GitHubVariable(name, options, secrets) ?? environment(name), provider.GetRequiredService<TimeProvider>()));
        services.Configure<HostOptions>(host =>
        {
            host.ShutdownTimeout = s_stop;
            // A loop that died shows in /health/live, which is watched; the process still tells why.
            host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore;
        });
        // Started before all that is measured, and stopped after it.
        services.AddHostedService<TelemetryExport>();
        services.AddApi(options);
        services.AddHostedService<ReconcileLoop>();
        // Stopped before the loop, which then gives the lease back that the last writes need.
        services.AddHostedService(provider => provider.GetRequiredService<RegistryWrites>());
        if (options.StopWithInput) services.AddHostedService<InputWatch>();
    }
}
