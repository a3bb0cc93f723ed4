using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Users;

namespace Registry.FakeGitHub.Limits;

/// <summary>Whose limit it is, and how high.</summary>
/// <param name="Name">Different for each bucket.</param>
/// <param name="Hourly">Requests an hour.</param>
/// <param name="Who">Whose, in the words of a refusal.</param>
internal sealed record LimitKey(string Name, int Hourly, string Who)
{
    /// <summary>A person's tokens share a bucket; a workflow's token has one for each repository; without a token it is the address.</summary>
    public static LimitKey Of(Token? token, long? repository, string resource) => token switch
    {
        null => new LimitKey($"{resource} anonymous", 60, "127.0.0.1"),
        { Kind: TokenKind.Workflow } => new LimitKey($"{resource} workflow {repository}", 1000, $"repository ID {repository}"),
        _ => new LimitKey($"{resource} {token.Login}", 5000, $"{(token.Kind == TokenKind.Personal ? "user" : "installation")} ID {UserJson.Id(token.Login)}"),
    };
}
