using Registry.Core.Rules;
using Registry.Core.Sources;

namespace Registry.Core.Operations;

/// <summary>An operation that is done only if a file still is what its caller saw (RFC 9110, part 13).</summary>
/// <typeparam name="T">What the operation tells its caller.</typeparam>
/// <param name="operation">The operation.</param>
/// <param name="path">The file.</param>
/// <param name="isExpected">Whether the digest of the file's content, <see langword="null"/> where there is none, is one that the caller expects.</param>
public sealed class ConditionalOperation<T>(IOperation<T> operation, string path, Func<Digest?, bool> isExpected) : IOperation<T>
{
    /// <inheritdoc/>
    public async ValueTask<Plan<T>> PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        var content = await context.Registry.Snapshot.ReadAsync(path, cancellationToken);
        return isExpected(content is { } bytes ? Digest.Of(bytes.Span) : null)
            ? await operation.PlanAsync(context, cancellationToken)
            : new Refused<T>(new Refusal(RegistryRules.PreconditionFailed, content is null ? "there is nothing yet" : "it was changed meanwhile", path));
    }
}
