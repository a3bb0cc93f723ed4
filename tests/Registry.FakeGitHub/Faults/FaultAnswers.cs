using Registry.FakeGitHub.Hosting;
using Registry.FakeGitHub.Limits;

namespace Registry.FakeGitHub.Faults;

/// <summary>The answers of faults that keep a request from being carried out.</summary>
internal static class FaultAnswers
{
    private const string Page = "<!DOCTYPE html>\n<html><head><title>Unicorn! &middot; GitHub</title></head><body><p>We had issues producing the response to your request.</p></body></html>\n";

    public static Answer? Before(Fault fault, TimeProvider time) => fault.Kind switch
    {
        FaultKind.ServerError => Answer.Page(fault.Status, Page),
        FaultKind.PrimaryLimit => LimitAnswers.Primary(fault.Status, time.GetUtcNow().AddMinutes(50), "user ID 1"),
        FaultKind.SecondaryLimit => LimitAnswers.Secondary(fault.Status, fault.RetryAfter),
        FaultKind.EarlyRefusal => Early(),
        FaultKind.WorkflowPermissionMissing => Refusal.NotFound().Answer,
        _ => null,
    };

    private static Answer Early()
    {
        var answer = Refusal.Invalid("ReleaseAsset", "name", "invalid").Answer;
        answer.Headers["Connection"] = "close";
        return answer;
    }
}
