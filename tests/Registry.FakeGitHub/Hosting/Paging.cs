using System.Text.Json.Nodes;

namespace Registry.FakeGitHub.Hosting;

/// <summary>Cuts lists into pages.</summary>
internal static class Paging
{
    /// <summary>One page of a list, with the header <c>Link</c>, which names the repository by its number as GitHub's does.</summary>
    public static Answer Page<T>(Call call, IReadOnlyCollection<T> items, Func<T, JsonNode> json, Func<JsonArray, JsonNode>? wrap = null)
    {
        var page = Cut(call, items, json);
        var answer = Answer.Ok(wrap is null ? page : wrap(page));
        if (Link(call, items.Count) is { Length: > 0 } link) answer.Headers["Link"] = link;
        return answer;
    }

    /// <summary>The items of the page that a request asks for.</summary>
    public static JsonArray Cut<T>(Call call, IReadOnlyCollection<T> items, Func<T, JsonNode> json) =>
        [.. items.Skip((Number(call) - 1) * Size(call)).Take(Size(call)).Select(json)];

    private static string Link(Call call, int count)
    {
        var (page, last) = (Number(call), Math.Max(1, (count + Size(call) - 1) / Size(call)));
        List<(string Relation, int Page)> links = [];
        if (page > 1) links.Add(("prev", Math.Min(page - 1, last)));
        if (page < last) links.AddRange([("next", page + 1), ("last", last)]);
        if (page > 1) links.Add(("first", 1));
        return string.Join(", ", links.Select(link => $"<{Url(call, link.Page)}>; rel=\"{link.Relation}\""));
    }

    private static string Url(Call call, int page)
    {
        var path = call.Operation.Template.Replace("/repos/{owner}/{repo}", $"/repositories/{call.Repository.Id}", StringComparison.Ordinal);
        foreach (var (name, value) in call.Path) path = path.Replace($"{{{name}}}", Uri.EscapeDataString(value), StringComparison.Ordinal);
        var query = call.Query.Where(parameter => parameter.Key != "page").Append(KeyValuePair.Create("page", $"{page}"));
        return $"{call.Origins.Api}{path}?{string.Join('&', query.Select(parameter => $"{parameter.Key}={Uri.EscapeDataString(parameter.Value)}"))}";
    }

    private static int Number(Call call) => int.TryParse(call.Query.GetValueOrDefault("page"), out var page) ? Math.Max(1, page) : 1;

    private static int Size(Call call) => int.TryParse(call.Query.GetValueOrDefault("per_page"), out var size) ? Math.Clamp(size, 1, 100) : 30;
}
