using Registry.Cli.Hosting;
using Registry.Client;
using Registry.Core.Rules;
using Registry.Core.Versions;

namespace Registry.Cli.Connections;

/// <summary>A registry by its service.</summary>
internal sealed partial class ServiceConnection : IRegistryConnection
{
    /// <summary>Environment variable with the token that calls show.</summary>
    public const string TokenVariable = "REGISTRY_TOKEN";

    /// <summary>Environment variable that names a file with that token.</summary>
    public const string TokenFileVariable = "REGISTRY_TOKEN_FILE";

    private readonly RegistryClient _client;
    private readonly CommandContext _context;

    private ServiceConnection(RegistryClient client, CommandContext context) => (_client, _context) = (client, context);

    /// <summary>Makes ready to call a service.</summary>
    /// <exception cref="RegistryException">It may not be called so.</exception>
    public static ServiceConnection Open(string location, CommandContext context)
    {
        if (context.Branch is not null || context.Offline) throw new RegistryException(RegistryRules.BadRequest, $"--branch and --offline are of repositories, and {location} is a service");
        try
        {
#pragma warning disable CA2000 // Disposed of together with the connection.
            return new ServiceConnection(new RegistryClient(new Uri(location), new RegistryClientOptions { Token = FindToken(context), Time = context.Time }), context);
#pragma warning restore CA2000
        }
        catch (Exception error) when (error is ArgumentException or UriFormatException)
        {
            throw new RegistryException(RegistryRules.BadRequest, error.Message.Split(" (Parameter '")[0], error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static string? FindToken(CommandContext context)
    {
        if (context.Environment(TokenVariable) is { Length: > 0 } token) return token;
        if (context.Environment(TokenFileVariable) is not { Length: > 0 } file) return null;
        try
        {
            return File.ReadAllText(Path.GetFullPath(file, context.WorkingDirectory)).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RegistryException(RegistryRules.BadRequest, $"the file that {TokenFileVariable} names cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Asks the service, and says in the registry's words what it does not do.</summary>
    private static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (ArgumentException error)
        {
            // A name that no address can hold.
            throw new RegistryException(RegistryRules.BadRequest, error.Message.Split(" (Parameter '")[0], error);
        }
        catch (ContentMismatchException error)
        {
            throw new RegistryException(RegistryRules.ContentMismatch, error.Message, error);
        }
        catch (RegistryClientException error)
        {
            throw new RegistryException(error.Problem is { } details ? ProblemsOf(details) : [new Problem(RegistryRules.Unreachable, null, error.Message)], error);
        }
    }

    private static IReadOnlyList<Problem> ProblemsOf(Client.Models.ProblemDetails details) => details.Problems is { Count: > 0 } several
        ? [.. several.Select(one => new Problem(RuleOf(one.Code, details.Title, one.WayOut), one.File, one.Line, one.Column, one.Message))]
        : [new Problem(RuleOf(details.Code ?? "", details.Title, details.WayOut), null, details.Detail ?? $"the service answers {details.Status}")];

    /// <summary>A rule by its code. One of a newer service has the words that the service has for it.</summary>
    private static Rule RuleOf(string code, string? title, string? wayOut) =>
        RegistryRules.All.FirstOrDefault(rule => rule.Code == code) ?? new Rule(code, title ?? "The service does what it is asked", wayOut ?? "Read what the service said.");

    private RegistryException NeedsRepository(string what) =>
        new(RegistryRules.BadRequest, $"{_context.NamedLocation()} is a service, and {what} needs the repository itself: a path, or an address that git can fetch from");

    /// <summary>How addresses of the service name a version: its active one by the name of the default channel.</summary>
    private async Task<string> SelectorAsync(VersionReference reference, CancellationToken cancellationToken) => reference.Kind switch
    {
        ReferenceKind.Active => ":" + (await _client.Channels.GetActiveAsync(reference.Entity.ToString(), cancellationToken)).Value.Name,
        ReferenceKind.Channel => ":" + reference.Selector,
        _ => reference.Selector,
    };
}
