using Registry.FakeGitHub.Faults;

namespace Registry.FakeGitHub.Hosting;

/// <summary>Lets faults happen around the work that answers a request.</summary>
internal sealed class FaultyEndpoint(FaultQueue faults, TimeProvider time)
{
    /// <summary>Decides whether the connection is cut, before a request is carried out and again after.</summary>
    public Func<RequestRecord, RequestMoment, bool>? Cut { get; set; }

    /// <summary>The answer; <see langword="null"/> to cut the connection.</summary>
    public async Task<Answer?> AnswerAsync(Exchange exchange, Func<FaultKind?, Task<Answer>> work)
    {
        var fault = faults.For(exchange.Record);
        if (fault?.Kind == FaultKind.RequestLost || Cut?.Invoke(exchange.Record, RequestMoment.Before) == true) return null;
        var answer = (fault is null ? null : FaultAnswers.Before(fault, time)) ?? await work(fault?.Kind);
        await faults.HoldAsync(exchange.Record, exchange.Gone);
        if (Cut?.Invoke(exchange.Record, RequestMoment.After) == true) return null;
        return fault?.Kind switch
        {
            FaultKind.AnswerLost => null,
            FaultKind.TruncatedJson => answer.With(answer.Body[..(answer.Body.Length / 2)]),
            _ => answer,
        };
    }
}
