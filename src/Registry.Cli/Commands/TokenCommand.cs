using System.CommandLine;
using Registry.Cli.Hosting;
using Registry.Cli.Output;
using Registry.Core.Access;
using Registry.Core.Channels;

namespace Registry.Cli.Commands;

/// <summary><c>registry token</c>: makes, lists and removes the tokens by which the service is called.</summary>
internal static class TokenCommand
{
    internal sealed record Options(string Description, bool Administrator, Principal? Person, TimeSpan? Expires);

    public static Command Create(CommandContext host) => new("token", "Make, list and remove tokens of the service") { CreateCreate(host), CreateList(host), CreateDelete(host) };

    private static Command CreateCreate(CommandContext host)
    {
        var description = new Option<string>("--description") { Description = "What it is for; shown wherever it is told who did something", HelpName = "text", Required = true };
        description.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !AccessTokenFormat.IsDescription(token.Value)) result.AddError($"'{token.Value}' is no description; expected {AccessTokenFormat.ExpectedDescription}.");
        });
        var administrator = new Option<bool>("--administrator") { Description = "It may do everything, and manage tokens" };
        var person = new Option<Principal?>("--person") { Description = "The person of a policy's 'who' that it stands for: @login or an e-mail address", HelpName = "person", CustomParser = Arguments.Parser(Principal.Parse) };
        var expires = Arguments.Duration("--expires", "It is worth nothing after this time, such as 90d (default: it does not expire)");
        return new Command("create", "Make a token, and print its secret this once") { description, administrator, person, expires }.Run(host, (result, context, cancellationToken) =>
            CreateAsync(new Options(result.GetRequiredValue(description), result.GetValue(administrator), result.GetValue(person), result.GetValue(expires)), context, cancellationToken));
    }

    private static Command CreateList(CommandContext host) => new Command("list", "List tokens, without their secrets").Run(host, (_, context, cancellationToken) => ListAsync(context, cancellationToken));

    private static Command CreateDelete(CommandContext host)
    {
        var id = new Argument<string>("id") { Description = "The token's id" };
        return new Command("delete", "Remove a token with all that it was granted") { id }.Run(host, (result, context, cancellationToken) =>
            DeleteAsync(result.GetRequiredValue(id), context, cancellationToken));
    }

    private static async Task<int> CreateAsync(Options options, CommandContext context, CancellationToken cancellationToken)
    {
        using var registry = context.Connect();
        var document = await registry.CreateTokenAsync(options, cancellationToken);
        context.Output.Result(document, Json.Of, text => text.WriteLine(document.Secret));
        return ExitCode.Done;
    }

    private static async Task<int> ListAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using var registry = context.Connect();
        var document = await registry.ListTokensAsync(cancellationToken);
        if (context.Output.IsJson) context.Output.Result(document, Json.Of, _ => { });
        else if (document.Items.Count > 0)
        {
            context.Output.Table(
                ["ID", "DESCRIPTION", "ADMINISTRATOR", "PERSON", "EXPIRES", "CREATED BY"],
                document.Items.Select(item => new[] { item.Id, item.Description, item.Administrator ? "yes" : "-", item.Person ?? "-", item.ExpiresAt ?? "-", item.CreatedBy }));
        }

        return ExitCode.Done;
    }

    private static async Task<int> DeleteAsync(string id, CommandContext context, CancellationToken cancellationToken)
    {
        using var registry = context.Connect();
        await registry.DeleteTokenAsync(id, cancellationToken);
        context.Output.Result(new TokenDeletionDocument("deleted", id), Json.Of, text => text.WriteLine($"deleted token {id}"));
        return ExitCode.Done;
    }
}
