using System.Text;
using Registry.Core.Sources;

namespace Registry.Core.Tests.Sources;

/// <summary>The vectors of docs/source-hash.md.</summary>
public sealed class SourceHashTests
{
    [Fact]
    public void NothingHasAHashToo() => Assert.Equal("sha256:67d211033580851c03ad7ff0a15d740c30b988817f0c7dc35ae7753010135763", new SourceHash().Compute().ToString());

    [Theory]
    [InlineData("hello\n")]
    [InlineData("hello\r\n")]
    public void TextCountsTheSameWithBothLineEnds(string text)
    {
        var hash = new SourceHash();

        hash.AddFile("a.txt", DigestOf(Encoding.UTF8.GetBytes(text)));

        Assert.Equal("sha256:688894ac102c1bdb6bda6d613693a2ca9d0c007867309b2cef5dcc1c40e233f0", hash.Compute().ToString());
    }

    [Fact]
    public void BinaryFilesAndPropertiesCountAsTheyAre()
    {
        var hash = new SourceHash();

        hash.AddProperty("Configuration", "Release");
        hash.AddFile("src/b.bin", DigestOf([0x00, 0x0d, 0x0a]));
        hash.AddFile("a.txt", DigestOf("hello\n"u8.ToArray()));

        Assert.Equal("sha256:6bdc4fb4e1a3c867b51cfda72c79e543293807ae9b846c974e09c76df184190d", hash.Compute().ToString());
    }

    [Theory]
    [InlineData("e\u0301.txt")]
    [InlineData("\u00e9.txt")]
    public void PathsAreComparedInOneNormalisationForm(string path)
    {
        var hash = new SourceHash();

        hash.AddFile(path, DigestOf([]));

        Assert.Equal("sha256:73ba205c29813e50a0a047de5fc6bf220edac42793bc189322159e43ffd967f9", hash.Compute().ToString());
    }

    [Fact]
    public void WhatStandsBeforeAndBehindABufferEndIsNotConfused()
    {
        // A return at the very end of the first buffer, with and without a line feed behind it.
        var start = new string('x', (64 * 1024) - 1);

        Assert.Equal(DigestOf(Encoding.ASCII.GetBytes(start + "\n")), DigestOf(Encoding.ASCII.GetBytes(start + "\r\n")));
        Assert.NotEqual(DigestOf(Encoding.ASCII.GetBytes(start + "y")), DigestOf(Encoding.ASCII.GetBytes(start + "\ry")));
        Assert.NotEqual(DigestOf(Encoding.ASCII.GetBytes(start)), DigestOf(Encoding.ASCII.GetBytes(start + "\r")));
        Assert.Equal(Digest.Of("a\nb\rc\r\n"u8), DigestOf("a\r\nb\rc\r\r\n"u8.ToArray()));
    }

    [Fact]
    public void APathStandsOnce()
    {
        var hash = new SourceHash();
        hash.AddFile("a", DigestOf([]));

        Assert.Throws<ArgumentException>(() => hash.AddFile("a", DigestOf([])));
        Assert.Throws<ArgumentException>(() => hash.AddFile("/a", DigestOf([])));
        Assert.Throws<ArgumentException>(() => hash.AddFile("a\\b", DigestOf([])));
    }

    private static Digest DigestOf(byte[] content)
    {
        using var stream = new MemoryStream(content);
        return SourceContent.Digest(stream);
    }
}
