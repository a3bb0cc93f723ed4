using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Hosting;

namespace Registry.FakeGitHub.Repositories;

/// <summary>The repository itself.</summary>
internal sealed class RepositoryOperations
{
    public void Register(Routes routes)
    {
        routes.Add("repos/get", Requirement.Read("metadata"), call => Answer.Ok(RepositoryJson.Full(call.Repository, call.Token, call.Origins)));
        routes.Add("repos/create-dispatch-event", Requirement.Write("contents"), Dispatch);
        routes.Add("repos/check-immutable-releases", Requirement.Read("administration"), CheckImmutable);
        routes.Add("repos/enable-immutable-releases", Requirement.Write("administration"), call => SetImmutable(call, true));
        routes.Add("repos/disable-immutable-releases", Requirement.Write("administration"), call => SetImmutable(call, false));
    }

    private static Answer Dispatch(Call call)
    {
        call.Repository.Add(new Dispatch(call.Text("event_type")!, call.Member("client_payload")?.GetRawText() ?? ""));
        return Answer.NoContent;
    }

    private static Answer CheckImmutable(Call call) => call.Repository.ImmutableReleases
        ? Answer.Ok(new System.Text.Json.Nodes.JsonObject { ["enabled"] = true, ["enforced_by_owner"] = false })
        : throw Refusal.NotFound();

    private static Answer SetImmutable(Call call, bool immutable)
    {
        call.Repository.ImmutableReleases = immutable;
        return Answer.NoContent;
    }
}
