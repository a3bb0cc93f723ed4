using System.CommandLine;
using Registry.Cli.Diagnosis;
using Registry.Cli.Hosting;
using Registry.Cli.Output;

namespace Registry.Cli.Commands;

/// <summary><c>registry doctor</c>: says what is wrong with a set-up and how to mend it.</summary>
internal static class DoctorCommand
{
    public static Command Create(CommandContext host)
    {
        var quick = new Option<bool>("--quick") { Description = "Leave out the check of every file" };
        return new Command("doctor", "Say what is wrong with this set-up and how to mend it") { quick }.Run(host, (result, context, cancellationToken) =>
            RunAsync(result.GetValue(quick), context, cancellationToken));
    }

    public static async Task<int> RunAsync(bool quick, CommandContext context, CancellationToken cancellationToken)
    {
        List<Finding> findings = [];
        await foreach (var finding in new Doctor(context, quick).ExamineAsync(cancellationToken))
        {
            findings.Add(finding);
            context.Output.Text.WriteLine($"{Mark(finding.Health)} {finding.Check,-14}{finding.Message.ReplaceLineEndings("\n" + new string(' ', 22))}");
            if (finding.Mend is { } mend) context.Output.Text.WriteLine($"{new string(' ', 22)}mend it with: {mend}");
        }

        var isWell = findings.All(finding => finding.Health != Health.Broken);
        var document = new DoctorDocument(isWell, [.. findings.Select(finding => new DoctorItem(finding.Check, finding.Health.ToString().ToLowerInvariant(), finding.Message, finding.Mend))]);
        if (context.Output.IsJson) context.Output.Result(document, Json.Of, _ => { });
        return isWell ? ExitCode.Done : ExitCode.Failed;
    }

    private static string Mark(Health health) => health switch
    {
        Health.Well => "ok     ",
        Health.Warning => "warning",
        _ => "broken ",
    };
}
