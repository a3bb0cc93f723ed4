using System.Diagnostics.CodeAnalysis;
using System.Text;
using Registry.GitHub.Credentials;
using Registry.GitHub.Errors;
using Registry.GitHub.Repositories;
using Registry.Testing;

namespace Registry.GitHub.Tests.Support;

/// <summary>A client and the server that it talks to, with a clock that ends every wait at once and notes it.</summary>
public abstract class GitHubTest : IAsyncDisposable
{
    protected const string Token = "ghp_secretSecretSecret";

    private GitHubClient? _client;

    protected ScriptedServer Server { get; } = new();

    protected ManualTimeProvider Clock { get; } = ManualTimeProvider.AtNoon(advancesItself: true);

    protected RepositoryName Repository { get; } = RepositoryName.Parse("acme/registry");

    /// <summary>A guard against stalls would make this clock run away; what tests stalls has a clock of its own.</summary>
    protected virtual GitHubOptions Options => new() { BaseAddress = Server.Address, Time = Clock, StallLimit = Timeout.InfiniteTimeSpan };

    protected GitHubClient Client => _client ??= new GitHubClient(Options, new TokenCredentials(new AccessToken(Token)));

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    [SuppressMessage("Usage", "CA1816:Dispose methods should call SuppressFinalize", Justification = "No test has a finalizer.")]
    public virtual async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        await Server.DisposeAsync();
        Server.Verify();
    }

    /// <summary>Answers the next such request with JSON.</summary>
    protected void Expect(string method, string target, int status, string json, params (string Name, string Value)[] headers) =>
        Server.Expect(method, target, Json(status, json, headers));

    protected static ScriptedAnswer Json(int status, string json, params (string Name, string Value)[] headers) =>
        new() { Status = status, Body = Encoding.UTF8.GetBytes(json), Headers = [("Content-Type", "application/json; charset=utf-8"), .. headers] };

    protected static async Task<GitHubException> FailureAsync(Func<Task> call) => await Assert.ThrowsAsync<GitHubException>(call);

    /// <summary>A repository's JSON.</summary>
    protected static string RepositoryJson(string name = "acme/registry") =>
        $$"""{"id":1,"full_name":"{{name}}","default_branch":"main","html_url":"https://github.com/{{name}}","private":true,"permissions":{"pull":true,"push":true,"admin":false},"unknown":[1]}""";

    /// <summary>The simplest read.</summary>
    protected Task<Repository?> ReadAsync() => Client.Repositories.FindAsync(Repository, Cancelled);
}
