using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Registry.Core.Entities;
using Registry.Core.Versions;

namespace Registry.Cli.Hosting;

/// <summary>Arguments and options that parse into the domain's values, with its messages.</summary>
internal static class Arguments
{
    public static Argument<EntityName> Entity() => new("entity")
    {
        Description = "The entity, namespace/name",
        CustomParser = Parser(EntityName.Parse),
    };

    public static Argument<VersionReference> Reference() => new("ref")
    {
        Description = "The version: " + VersionReference.Expected,
        CustomParser = Parser(VersionReference.Parse),
    };

    public static Option<VersionId?> Id(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "id",
        CustomParser = result => Take(result, text => VersionId.Parse(text)),
    };

    public static Option<TimeSpan?> Duration(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "duration",
        CustomParser = result => Take(result, text => Core.Settings.Duration.TryParse(text, out var duration) ? duration : throw new FormatException($"'{text}' is no duration; expected {Core.Settings.Duration.Expected}.")),
    };

    public static Option<int> Limit(int defaultValue) => new("--limit")
    {
        Description = "At most so many",
        HelpName = "count",
        DefaultValueFactory = _ => defaultValue,
        Validators = { result => RequirePositive(result) },
    };

    public static Option<string?> Text(string name, string description, string helpName) => new(name) { Description = description, HelpName = helpName };

    public static Option<string?> Reason(string description = "Why; shown in the history") => Text("--reason", description, "text");

    public static Option<bool> PullRequest() => new("--pull-request") { Description = "Propose it: a branch with one commit, and a pull request on GitHub" };

    public static Option<string?> Choice(string name, string description, params string[] values)
    {
        var option = new Option<string?>(name) { Description = description };
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    public static Func<ArgumentResult, T?> Parser<T>(Func<string, T> parse)
        where T : class => result =>
        {
            try
            {
                return parse(result.Tokens[0].Value);
            }
            catch (FormatException error)
            {
                result.AddError(error.Message);
                return null;
            }
        };

    public static Func<ArgumentResult, T[]?> ListParser<T>(Func<string, T> parse)
        where T : class => result =>
        {
            List<T> values = [];
            foreach (var token in result.Tokens)
            {
                try
                {
                    values.Add(parse(token.Value));
                }
                catch (FormatException error)
                {
                    result.AddError(error.Message);
                }
            }

            return [.. values];
        };

    private static T? Take<T>(ArgumentResult result, Func<string, T> parse)
        where T : struct
    {
        try
        {
            return parse(result.Tokens[0].Value);
        }
        catch (FormatException error)
        {
            result.AddError(error.Message);
            return null;
        }
    }

    private static void RequirePositive(OptionResult result)
    {
        if (result.Tokens is [var token] && int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0) return;
        if (result.Tokens.Count > 0) result.AddError($"'{result.Tokens[0].Value}' is no count; expected a whole number from 1.");
    }
}
