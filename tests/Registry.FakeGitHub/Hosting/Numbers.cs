namespace Registry.FakeGitHub.Hosting;

/// <summary>Numbers that no two things share.</summary>
internal sealed class Numbers
{
    private long _last = 1000;

    public long Next() => Interlocked.Increment(ref _last);
}
