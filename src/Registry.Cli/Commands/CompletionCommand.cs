using System.CommandLine;
using Registry.Cli.Hosting;

namespace Registry.Cli.Commands;

/// <summary><c>registry completion</c>: the script that makes a shell complete this tool's words.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        _registry() {
            local line="${COMP_LINE:0:$COMP_POINT}"
            mapfile -t COMPREPLY < <(registry "[suggest:${#line}]" "$line" 2>/dev/null | grep -E "^${COMP_WORDS[COMP_CWORD]//[^a-zA-Z0-9-]/.}" || true)
        }
        complete -o default -F _registry registry
        """;

    private const string Zsh = """
        #compdef registry
        _registry() {
            local line="${words[1,$CURRENT]}"
            compadd -- ${(f)"$(registry "[suggest:${#line}]" "$line" 2>/dev/null)"}
        }
        compdef _registry registry
        """;

    private const string Fish = """
        complete -f -c registry -a '(set -l line (commandline -cp); registry "[suggest:"(string length -- $line)"]" "$line" 2>/dev/null)'
        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName registry -ScriptBlock {
            param($word, $ast, $position)
            $line = $ast.ToString()
            registry "[suggest:$position]" "$line" 2>$null | Where-Object { $_ -like "$word*" } | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }
        """;

    public static Command Create(CommandContext host)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh, fish or pwsh" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
        return new Command("completion", "Print the completion script for a shell: registry completion bash >> ~/.bashrc") { shell }.Run(host, (result, context, _) =>
        {
            context.Output.Raw.WriteLine(Script(result.GetRequiredValue(shell)));
            return Task.FromResult(ExitCode.Done);
        });
    }

    internal static string Script(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        "fish" => Fish,
        _ => PowerShell,
    };
}
