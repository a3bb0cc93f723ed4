using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Hosting;

namespace Registry.FakeGitHub.Users;

/// <summary>The one who asks.</summary>
internal sealed class UserOperations(DateTimeOffset since)
{
    public void Register(Routes routes) => routes.Add("users/get-authenticated", Requirement.SignedIn, Get);

    private Answer Get(Call call) => call.Token?.Kind is TokenKind.Installation or TokenKind.Workflow
        ? throw Refusal.Because(403, "Resource not accessible by integration")
        : Answer.Ok(UserJson.Public(call.Login, call.Origins, since));
}
