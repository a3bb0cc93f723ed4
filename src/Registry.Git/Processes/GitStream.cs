using System.Runtime.CompilerServices;

namespace Registry.Git.Processes;

/// <summary>The output of a git process, cut into pieces while it runs.</summary>
internal static class GitStream
{
    /// <summary>The pieces between separators. Ending the enumeration early ends git.</summary>
    /// <param name="git">The git to run.</param>
    /// <param name="command">What to run.</param>
    /// <param name="separator">What stands after each piece.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <returns>Pieces that are valid until the next is asked for.</returns>
    /// <exception cref="Core.Rules.RegistryException">git failed.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> PiecesAsync(
        GitExecutable git, GitCommand command, byte separator, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var process = git.Start(command);
        await using var killing = cancellationToken.Register(process.Kill);
        process.Input.Close();
        var reader = new GitReader(process.Output);
        while (await reader.ReadToAsync(separator, cancellationToken) is { } piece) yield return piece;

        var output = process.End(default, cancellationToken);
        if (!output.Succeeded) throw GitExecutable.Failure(command, output);
    }
}
