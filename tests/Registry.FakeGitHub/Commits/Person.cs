using System.Globalization;
using System.Text.Json.Nodes;
using Registry.FakeGitHub.Hosting;

namespace Registry.FakeGitHub.Commits;

/// <summary>Who made a commit or a tag, and when.</summary>
internal sealed record Person(string Name, string Email, DateTimeOffset At)
{
    public static Person Of(string name, string email, string seconds) =>
        new(name, email, DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds, CultureInfo.InvariantCulture)));

    public JsonObject ToJson() => new() { ["name"] = Name, ["email"] = Email, ["date"] = Stamp.Format(At) };
}
