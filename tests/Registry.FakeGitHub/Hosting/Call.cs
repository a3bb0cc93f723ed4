using System.Text.Json;
using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Description;
using Registry.FakeGitHub.Faults;
using Registry.FakeGitHub.Repositories;

namespace Registry.FakeGitHub.Hosting;

/// <summary>A request that has passed every check that does not depend on the state: what an operation works with.</summary>
internal sealed class Call
{
    public required ApiOperation Operation { get; init; }

    public required Origins Origins { get; init; }

    public required IReadOnlyDictionary<string, string> Path { get; init; }

    public required IReadOnlyDictionary<string, string> Query { get; init; }

    public required string Accept { get; init; }

    public Token? Token { get; init; }

    public App? App { get; init; }

    /// <summary>The JSON body; undefined without one.</summary>
    public JsonElement Body { get; init; }

    /// <summary>The body of an upload.</summary>
    public byte[] File { get; init; } = [];

    public string ContentType { get; init; } = "";

    /// <summary>What is to go wrong within the operation.</summary>
    public FaultKind? Fault { get; init; }

    /// <summary>The repository of the path.</summary>
    public FakeRepository Repository
    {
        get => field ?? throw new InvalidOperationException($"{Operation.Id} is not about a repository.");
        init;
    }

    /// <summary>The name that what this call makes bears.</summary>
    public string Login => Token?.Login ?? throw Refusal.Because(401, "Requires authentication");

    /// <summary>Whether drafts are shown to the one who asks.</summary>
    public bool MayPush => Token?.MayPush(Repository.Id) == true;

    public long Number(string parameter) => long.Parse(Path[parameter]);

    public bool Has(string member) => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(member, out _);

    /// <summary>A member of the body that is a text; <see langword="null"/> when it is missing or null.</summary>
    public string? Text(string member) => Member(member) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>A member of the body that is true or false.</summary>
    public bool? Flag(string member) => Member(member) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value ? value.GetBoolean() : null;

    public JsonElement? Member(string member) => Has(member) ? Body.GetProperty(member) : null;
}
