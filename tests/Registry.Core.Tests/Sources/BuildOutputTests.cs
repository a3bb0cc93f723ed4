using Registry.Core.Sources;

namespace Registry.Core.Tests.Sources;

public sealed class BuildOutputTests
{
    private static readonly Digest s_sources = Digest.Of("sources"u8);

    [Fact]
    public void WhatIsBuiltHasTheHashOfItsSources() => Assert.Equal(s_sources, BuildOutput.HashFor(BuildOutput.Build, s_sources));

    [Fact]
    public void WhatIsPackedHasTheHashOfDocsSourceHash()
    {
        var hash = new SourceHash();
        hash.AddProperty("Output", "pack");
        hash.AddProperty("Sources", s_sources.ToString());

        Assert.Equal(hash.Compute(), BuildOutput.HashFor(BuildOutput.Pack, s_sources));
    }

    [Fact]
    public void EveryKindOfOutputHasAHashOfItsOwn() =>
        Assert.Equal(BuildOutput.Kinds.Count, BuildOutput.Kinds.Select(kind => BuildOutput.HashFor(kind, s_sources)).Distinct().Count());
}
