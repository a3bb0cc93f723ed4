using System.Diagnostics.CodeAnalysis;
using System.Net;
using Polly;
using Polly.Retry;
using Registry.GitHub.Credentials;
using Registry.GitHub.Errors;

namespace Registry.GitHub.Transport;

/// <summary>Sends requests as often as they may and need to be sent, and gives back successes alone.</summary>
internal sealed class RequestSender : IDisposable
{
    private readonly GitHubOptions _options;
    private readonly IGitHubCredentials _credentials;
    private readonly HttpExchange _exchange;
    private readonly RequestGate _gate;
    private readonly EntityTagCache _cache = new();
    private readonly ResiliencePipeline _limited;
    private readonly ResiliencePipeline _repeating;

    public RequestSender(GitHubOptions options, IGitHubCredentials credentials)
    {
        (_options, _credentials) = (options, credentials);
        _exchange = new HttpExchange(options.UserAgent);
        _gate = new RequestGate(options);
        _limited = Common().Build();
        _repeating = WithFaults(Common()).Build();
    }

    /// <summary>Sends a request and reads the answer.</summary>
    /// <exception cref="GitHubException">The answer is no success, or did not come.</exception>
    public async Task<ApiAnswer> SendAsync(ApiRequest request, CancellationToken cancellationToken) =>
        await PipelineOf(request).ExecuteAsync(async cancelled => await AnswerAsync(request, cancelled), cancellationToken);

    /// <summary>Sends a request and leaves the answer's body to be read. Nothing is repeated once it is read.</summary>
    /// <exception cref="GitHubException">The answer is no success, or did not come.</exception>
    public async Task<OpenAnswer> OpenAsync(ApiRequest request, CancellationToken cancellationToken) =>
        await PipelineOf(request).ExecuteAsync(async cancelled => await OpenAsync(request, cache: null, cancelled), cancellationToken);

    /// <summary>Sends the next such request without the entity tag of an answer that came before.</summary>
    public void Forget(ApiRequest request) => _cache.Forget(request);

    /// <inheritdoc/>
    public void Dispose()
    {
        _exchange.Dispose();
        _gate.Dispose();
    }

    private async Task<ApiAnswer> AnswerAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var cache = new Lookup();
        using var open = await OpenAsync(request, cache, cancellationToken);
        if (open.Response.StatusCode == HttpStatusCode.NotModified) return cache.Found!.Answer;
        var answer = await open.ReadAsync();
        // An answer that ends with its connection can end too early without anybody noticing, and a proxy may send a page of its own.
        if (request.Accept == ApiRequest.Json && answer.Status != HttpStatusCode.NoContent && !JsonText.IsComplete(answer.Body))
            throw Failures.Interrupted(request, "the answer is not complete JSON");
        _cache.Keep(request, cache.Token, open.Response.Headers.ETag, answer);
        return answer;
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "They are the answer's, and until there is one the catch clause's.")]
    private async Task<OpenAnswer> OpenAsync(ApiRequest request, Lookup? cache, CancellationToken cancellationToken)
    {
        var turn = await _gate.EnterAsync(request, cancellationToken);
        StallGuard? guard = null;
        HttpResponseMessage? response = null;
        try
        {
            var token = await _credentials.GetAsync(cancellationToken);
            if (cache is not null) (cache.Token, cache.Found) = (token, _cache.Find(request, token));
            guard = new StallGuard(_options.StallLimit, _options.Time, cancellationToken);
            response = await _exchange.SendAsync(request, token, cache?.Found?.Tag, guard);

            var open = new OpenAnswer(request, response, guard, turn);
            var confirmed = response.StatusCode == HttpStatusCode.NotModified && cache?.Found is not null;
            if (!response.IsSuccessStatusCode && !confirmed) throw await RefusalAsync(request, open, token);
            _gate.Passed();
            return open;
        }
        catch
        {
            response?.Dispose();
            guard?.Dispose();
            turn.Dispose();
            throw;
        }
    }

    private async Task<GitHubException> RefusalAsync(ApiRequest request, OpenAnswer open, AccessToken? token)
    {
        var answer = await ReadRefusalAsync(request, open);
        if (_gate.CloseFor(open.Response, answer.Body) is { } resumeAt) return Failures.Limited(request, resumeAt, (int)answer.Status);
        var refused = Failures.Refused(request, answer);
        refused.HasAnotherToken = refused.Kind == GitHubErrorKind.Unauthorized && token is not null && _credentials.Discard(token);
        return refused;
    }

    private static async Task<ApiAnswer> ReadRefusalAsync(ApiRequest request, OpenAnswer open)
    {
        try
        {
            return await open.ReadAsync();
        }
        catch (GitHubException) when (!request.Repeatable)
        {
            // The status has come, and says more than "unknown".
            return ApiAnswer.Of(open.Response, []);
        }
    }

    private ResiliencePipeline PipelineOf(ApiRequest request) => request.Repeatable ? _repeating : _limited;

    /// <summary>A limit and a refused token stop a request before it has an effect, so that every request may be repeated after them.</summary>
    private ResiliencePipelineBuilder Common()
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = _options.Time };
        builder.AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Exception is GitHubException { HasAnotherToken: true }),
            MaxRetryAttempts = 1,
            Delay = TimeSpan.Zero,
        });
        if (_options.LimitRetries == 0) return builder;
        return builder.AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = attempt => ValueTask.FromResult(WaitOf(attempt.Outcome.Exception) <= _options.LongestWait),
            DelayGenerator = attempt => ValueTask.FromResult(WaitOf(attempt.Outcome.Exception)),
            MaxRetryAttempts = _options.LimitRetries,
        });
    }

    private ResiliencePipelineBuilder WithFaults(ResiliencePipelineBuilder builder)
    {
        if (_options.FaultRetries == 0) return builder;
        return builder.AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Exception is GitHubException { Kind: GitHubErrorKind.Transient }),
            MaxRetryAttempts = _options.FaultRetries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromSeconds(1),
            MaxDelay = TimeSpan.FromSeconds(30),
        });
    }

    private TimeSpan? WaitOf(Exception? error)
    {
        if (error is not GitHubException { Kind: GitHubErrorKind.RateLimited, ResumeAt: { } resumeAt }) return null;
        var wait = resumeAt - _options.Time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    /// <summary>What was looked up in the cache for an exchange, and with which token.</summary>
    private sealed class Lookup
    {
        public AccessToken? Token { get; set; }

        public EntityTagCache.Entry? Found { get; set; }
    }
}
