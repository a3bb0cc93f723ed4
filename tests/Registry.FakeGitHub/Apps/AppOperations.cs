using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Hosting;
using Registry.FakeGitHub.Repositories;

namespace Registry.FakeGitHub.Apps;

/// <summary>Apps and the tokens of their installations.</summary>
internal sealed class AppOperations(Tokens tokens, RepositoryStore repositories, TimeProvider time)
{
    private static readonly TimeSpan s_life = TimeSpan.FromHours(1);

    public void Register(Routes routes)
    {
        routes.Add("apps/get-authenticated", Requirement.App, call => Answer.Ok(AppJson.App(call.App!, call.Origins)));
        routes.Add("apps/get-repo-installation", Requirement.App, call => Answer.Ok(AppJson.Installation(call.App!, call.Repository, call.Origins)));
        routes.Add("apps/create-installation-access-token", Requirement.App, CreateToken);
    }

    private Answer CreateToken(Call call)
    {
        var app = call.App!;
        if (call.Number("installation_id") != app.InstallationId) throw Refusal.NotFound();
        var permissions = Narrowed(call, app);
        var chosen = Chosen(call);
        var token = tokens.Add(new Token
        {
            Value = $"ghs_{RandomNumberGenerator.GetHexString(36, lowercase: true)}",
            Login = $"{app.Slug}[bot]",
            Kind = TokenKind.Installation,
            Permissions = permissions,
            Repositories = chosen?.Select(repository => repository.Id).ToHashSet(),
            ExpiresAt = time.GetUtcNow() + s_life,
            App = app,
        });

        var body = new JsonObject
        {
            ["token"] = token.Value,
            ["expires_at"] = Stamp.Format(token.ExpiresAt),
            ["permissions"] = AppJson.Permissions(permissions),
            ["repository_selection"] = chosen is null ? "all" : "selected",
        };
        if (chosen is not null) body["repositories"] = new JsonArray([.. chosen.Select(repository => RepositoryJson.Repository(repository, call.Origins))]);
        return Answer.Json(201, body);
    }

    /// <summary>What was asked for; everything when nothing was; never more than what was granted.</summary>
    private static IReadOnlyDictionary<string, AccessLevel> Narrowed(Call call, App app)
    {
        if (call.Member("permissions") is not { ValueKind: JsonValueKind.Object } asked) return app.Permissions;
        var permissions = Permissions.Parse(asked.EnumerateObject().Select(permission => $"{permission.Name}: {permission.Value.GetString()}"));
        return permissions.All(permission => app.Permissions.GetValueOrDefault(permission.Key) >= permission.Value)
            ? permissions
            : throw Refusal.Because(422, "The permissions requested are not granted to this installation.");
    }

    private List<FakeRepository>? Chosen(Call call)
    {
        var names = Items(call, "repositories").Select(name => name.GetString()!).ToList();
        var ids = Items(call, "repository_ids").Select(id => id.GetInt64()).ToList();
        if (names.Count + ids.Count == 0) return null;
        var chosen = repositories.All.Where(repository => names.Contains(repository.Name) || ids.Contains(repository.Id)).ToList();
        return names.TrueForAll(name => chosen.Exists(repository => repository.Name == name)) && ids.TrueForAll(id => chosen.Exists(repository => repository.Id == id))
            ? chosen
            : throw Refusal.Because(422, "There is at least one repository that does not exist or is not accessible to the parent installation.");
    }

    private static IEnumerable<JsonElement> Items(Call call, string member) =>
        call.Member(member) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];
}
