using System.Net;
using Registry.Client.Models;

namespace Registry.Client;

/// <summary>A call that did not end as asked: the service refused it, failed, or cannot be reached.</summary>
public class RegistryClientException : Exception
{
    /// <summary>A call that the service did not answer, or not in words of its API.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="inner">What caused it, if anything did.</param>
    public RegistryClientException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>A call that the service refused.</summary>
    /// <param name="problem">What the service says.</param>
    public RegistryClientException(ProblemDetails problem)
        : base($"{problem.Code ?? $"status {problem.Status}"}: {problem.Detail ?? problem.Title}")
    {
        Problem = problem;
        Status = (HttpStatusCode)problem.Status;
    }

    /// <summary>What the service says; <see langword="null"/> when it was not the service that answered.</summary>
    public ProblemDetails? Problem { get; }

    /// <summary>The status of the answer; <see langword="null"/> when there was none.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>How long the service asks to wait, when it says so.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
