using System.Text.Json.Nodes;
using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Hosting;

namespace Registry.FakeGitHub.Limits;

/// <summary>Shows the limits.</summary>
internal sealed class RateLimitOperations(RateLimits limits)
{
    public void Register(Routes routes) => routes.Add("rate-limit/get", Requirement.None, Get);

    private Answer Get(Call call) => Answer.Ok(new JsonObject
    {
        ["resources"] = new JsonObject { ["core"] = State(call, "core"), ["search"] = State(call, "search"), ["graphql"] = State(call, "graphql") },
        ["rate"] = State(call, "core"),
    });

    private JsonObject State(Call call, string resource)
    {
        var (limit, used, remaining, reset) = limits.State(LimitKey.Of(call.Token, null, resource));
        return new JsonObject { ["limit"] = limit, ["used"] = used, ["remaining"] = remaining, ["reset"] = reset };
    }
}
