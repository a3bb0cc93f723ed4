using System.Text;
using Registry.Git.History;

namespace Registry.Git.Tests.History;

public sealed class ChannelHistoryTests
{
    [Theory]
    [InlineData("version: 2026.11.21-104301\n")]
    [InlineData("apiVersion: registry/v1\nkind: Channel\nversion: 2026.11.21-104301\nreason: version: none\n")]
    [InlineData("version: '2026.11.21-104301'\n")]
    [InlineData("version: \"2026.11.21-104301\"  # by hand\r\n")]
    [InlineData("version:   2026.11.21-104301")]
    public void TheVersionOfAChannelFileIsRead(string file) =>
        Assert.Equal("2026.11.21-104301", ChannelHistory.VersionOf(Encoding.UTF8.GetBytes(file))?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("version:\n")]
    [InlineData("version: soon\n")]
    [InlineData("  version: 2026.11.21-104301\n")]
    [InlineData("<<<<<<< ours\n")]
    public void AFileThatSomebodyBrokePointsNowhere(string file) => Assert.Null(ChannelHistory.VersionOf(Encoding.UTF8.GetBytes(file)));
}
