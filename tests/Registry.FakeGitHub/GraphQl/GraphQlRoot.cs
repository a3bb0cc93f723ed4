using System.Text.Json.Nodes;
using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Hosting;
using Registry.FakeGitHub.Releases;
using Registry.FakeGitHub.Repositories;
using Registry.FakeGitHub.Users;

namespace Registry.FakeGitHub.GraphQl;

/// <summary>What can be asked for: a repository and its releases.</summary>
internal sealed class GraphQlRoot(RepositoryStore repositories, Token token, Origins origins)
{
    public object? Resolve(GraphQlField field) => field.Name switch
    {
        "viewer" => (GraphQlResolver)(viewer => viewer.Name == "login" ? (JsonNode)token.Login : throw GraphQlNode.Unknown("User", viewer)),
        "repository" => (GraphQlResolver)Repository(Find($"{field.Text("owner")}/{field.Text("name")}")),
        "__type" => (GraphQlResolver)(type => type.Name == "fields" ? Fields(field.Text("name")) : throw GraphQlNode.Unknown("__Type", type)),
        _ => throw GraphQlNode.Unknown("Query", field),
    };

    private FakeRepository Find(string fullName) => repositories.Find(fullName) is { } repository && (!repository.IsPrivate || token.Reaches(repository.Id))
        ? repository
        : throw new GraphQlException("NOT_FOUND", $"Could not resolve to a Repository with the name '{fullName}'.");

    private GraphQlResolver Repository(FakeRepository repository) => field => field.Name switch
    {
        "id" => (JsonNode)NodeId.Of("Repository", repository.Id),
        "name" => (JsonNode)repository.Name,
        "nameWithOwner" => (JsonNode)repository.FullName,
        "isPrivate" => (JsonNode)repository.IsPrivate,
        "defaultBranchRef" => (GraphQlResolver)(branch => branch.Name == "name" ? (JsonNode)repository.DefaultBranch : throw GraphQlNode.Unknown("Ref", branch)),
        "releases" => Releases(repository, field),
        "release" => Visible(repository).Find(release => release.TagName == field.Text("tagName")) is { } found ? Release(repository, found) : null,
        "latestRelease" => ReleaseOperations.Latest(Visible(repository)) is { } latest ? Release(repository, latest) : null,
        _ => throw GraphQlNode.Unknown("Repository", field),
    };

    private List<Release> Visible(FakeRepository repository)
    {
        repository.Gate.Wait();
        try
        {
            return [.. repository.Releases.Where(release => !release.IsDraft || token.MayPush(repository.Id)).OrderByDescending(release => release.Id)];
        }
        finally
        {
            repository.Gate.Release();
        }
    }

    private GraphQlResolver Releases(FakeRepository repository, GraphQlField field)
    {
        var all = Visible(repository);
        if ((string?)field.Arguments["orderBy"]?["direction"] == "ASC") all.Reverse();
        var skip = int.TryParse(field.Text("after"), out var after) ? after : 0;
        var page = all.Skip(skip).Take((int?)field.Arguments["first"] ?? 100).ToList();
        return connection => connection.Name switch
        {
            "nodes" => page.Select(release => Release(repository, release)),
            "totalCount" => (JsonNode)all.Count,
            "pageInfo" => (GraphQlResolver)(info => info.Name switch
            {
                "hasNextPage" => (JsonNode)(skip + page.Count < all.Count),
                "endCursor" => (JsonNode)$"{skip + page.Count}",
                _ => throw GraphQlNode.Unknown("PageInfo", info),
            }),
            _ => throw GraphQlNode.Unknown("ReleaseConnection", connection),
        };
    }

    private GraphQlResolver Release(FakeRepository repository, Release release) => field => field.Name switch
    {
        "id" => (JsonNode)NodeId.Of("Release", release.Id),
        "databaseId" => (JsonNode)release.Id,
        "tagName" => (JsonNode)release.TagName,
        "name" => (JsonNode?)release.Name,
        "description" => (JsonNode?)release.Body,
        "isDraft" => (JsonNode)release.IsDraft,
        "isPrerelease" => (JsonNode)release.IsPrerelease,
        "isLatest" => (JsonNode)(ReleaseOperations.Latest(Visible(repository)) == release),
        "immutable" => (JsonNode)release.IsImmutable,
        "createdAt" => (JsonNode)Stamp.Format(release.CreatedAt),
        "publishedAt" => (JsonNode?)Stamp.Format(release.PublishedAt),
        "url" => (JsonNode)$"{origins.Web}/{repository.FullName}/releases/tag/{(release.IsDraft ? release.Untagged : release.TagName)}",
        _ => throw GraphQlNode.Unknown("Release", field),
    };

    /// <summary>Newer versions of <c>gh</c> ask first which fields there are.</summary>
    private static IEnumerable<GraphQlResolver> Fields(string? type)
    {
        string[] fields = type == "Release"
            ? ["id", "databaseId", "tagName", "name", "description", "isDraft", "isPrerelease", "isLatest", "immutable", "createdAt", "publishedAt", "url"]
            : [];
        return fields.Select(name => (GraphQlResolver)(field => field.Name == "name" ? (JsonNode)name : throw GraphQlNode.Unknown("__Field", field)));
    }
}
