using Registry.Git.Objects;

namespace Registry.Git.Tests.Objects;

public sealed class ObjectFormatTests
{
    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    public void TheEmptyTreeIsTheOneThatIsWrittenDown(string name)
    {
        var format = ObjectFormat.Parse(name);

        Assert.Equal(format.IdOf(GitObjectType.Tree, []), format.EmptyTree);
        Assert.Equal(2 * format.Size, format.None.ToString().Length);
        Assert.Same(format, ObjectFormat.Of(format.EmptyTree));
    }
}
