using System.Runtime.CompilerServices;
using Registry.Testing;

namespace Registry.MSBuild.Tests.Support;

/// <summary>A fact that <see cref="LongTests"/> are about.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LongFactAttribute : FactAttribute
{
    /// <summary>Creates it; the compiler says where.</summary>
    public LongFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) =>
        (Skip, SkipUnless, SkipType) = (LongTests.Why, nameof(LongTests.AreWanted), typeof(LongTests));
}
