using System.Globalization;
using Microsoft.Build.Framework;
using Registry.Core.Rules;
using Task = Microsoft.Build.Utilities.Task;

namespace Registry.MSBuild.Tasks;

/// <summary>What all tasks share: they run asynchronous work to its end, can be cancelled, and turn errors into coded messages.</summary>
public abstract class BuildTask : Task, ICancelableTask, IIncrementalTask, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <inheritdoc/>
    public bool FailIfNotIncremental { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        if (FailIfNotIncremental)
        {
            Log.LogError($"{GetType().Name} would run: {Project} is not up to date.");
            return false;
        }

        // The user's culture decides nothing that is written or hashed.
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return RunAsync(_cancellation.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            return false;
        }
        catch (RegistryException error)
        {
            return Fail(error.Problems);
        }
#pragma warning disable CA1031 // Whatever goes wrong here, the build of the user is not to fail for it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.LogMessage(MessageImportance.Low, error.ToString());
            return Fail([new Problem(RegistryRules.Internal, null, $"{error.GetType().Name}: {error.Message}")]);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    /// <inheritdoc/>
    public void Cancel() => _cancellation.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Does the task's work.</summary>
    /// <returns>Whether the build may go on.</returns>
    protected abstract Task<bool> RunAsync(CancellationToken cancellationToken);

    /// <summary>The project that messages are about, not the file of the targets.</summary>
    private protected abstract string Project { get; }

    /// <summary>Whether what goes wrong fails the build instead of being a warning.</summary>
    protected virtual bool FailsBuild => false;

    /// <summary>Frees the means to cancel.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) _cancellation.Dispose();
    }

    /// <summary>Says what went wrong.</summary>
    /// <returns>Whether the build may go on all the same.</returns>
    private protected bool Fail(IEnumerable<Problem> problems)
    {
        foreach (var problem in problems) Say(problem.Rule, problem.Line > 0 ? $"{problem.File}({problem.Line},{problem.Column}): {problem.Message}" : problem.Message, FailsBuild);
        return !FailsBuild;
    }

    /// <summary>Says something with the code of a rule and its way out.</summary>
    private protected void Say(Rule rule, string message, bool isError = false)
    {
        var text = $"{message}. {rule.WayOut}";
        if (isError) Log.LogError(null, rule.Code, null, null, Project, 0, 0, 0, 0, "{0}", text);
        else Log.LogWarning(null, rule.Code, null, null, Project, 0, 0, 0, 0, "{0}", text);
    }
}
