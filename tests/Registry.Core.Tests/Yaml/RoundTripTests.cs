using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Registry.Core.Channels;
using Registry.Core.Entities;
using Registry.Core.Releases;
using Registry.Core.Settings;
using Registry.Core.Versions;
using Registry.Core.Yaml;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Registry.Core.Tests.Yaml;

/// <summary>What the writer writes the reader reads, and every other reader of YAML reads the same.</summary>
public sealed class RoundTripTests
{
    [Fact]
    public void Manifests() => Check(Anything.Manifest, ManifestFormat.Read, ManifestFormat.Write);

    [Fact]
    public void Records() => Check(Anything.Record, RecordFormat.Read, RecordFormat.Write);

    [Fact]
    public void Releases() => Check(Anything.Release, ReleaseFormat.Read, ReleaseFormat.Write);

    [Fact]
    public void Channels() => Check(Anything.Channel, ChannelFormat.Read, ChannelFormat.Write);

    [Fact]
    public void RegistrySettings() => Check(Anything.Settings, RegistrySettingsFormat.Read, RegistrySettingsFormat.Write);

    [Fact]
    public void EntitySettings() => Check(Anything.Entity, EntitySettingsFormat.Read, EntitySettingsFormat.Write);

    [Fact]
    public void AChannelIsReadAsItWasWritten() =>
        Holds(Anything.Channel, channel => ChannelFormat.Read("channel.yaml", ChannelFormat.Write(channel)).Get() == channel);

    [Fact]
    public void ARecordIsReadAsItWasWritten() =>
        Holds(Anything.Record, record => RecordFormat.Read("record.yaml", RecordFormat.Write(record)).Get() == record);

    [Fact]
    public void TextsOfAManifestAreReadAsTheyWereWritten() =>
        Holds(Anything.Manifest, manifest =>
        {
            var read = ManifestFormat.Read("manifest.yaml", ManifestFormat.Write(manifest)).Get();

            return (read.Name, read.Description, read.Changelog, read.CreatedBy) == (manifest.Name, manifest.Description, manifest.Changelog, manifest.CreatedBy)
                && read.Tags.SequenceEqual(manifest.Tags, StringComparer.Ordinal) && read.Files.SequenceEqual(manifest.Files);
        });

    [Fact]
    public void PropertiesAreReadAsTheyWereWritten() =>
        Holds(Anything.Manifest.Where(manifest => manifest.Properties is { Count: > 0 }), manifest =>
        {
            var bytes = ManifestFormat.Write(manifest);
            var read = ManifestFormat.Read("manifest.yaml", bytes).Get().Properties;

            Assert.True(JsonNode.DeepEquals(read, manifest.Properties), $"{read?.ToJsonString()}\n{manifest.Properties!.ToJsonString()}\n{Encoding.UTF8.GetString(bytes)}");
            return true;
        });

    [Fact]
    public void EqualPropertiesGiveEqualBytesWhateverTheirOrderAndForm()
    {
        var manifest = Anything.Manifest.Sample(10, 1).First();

        var one = ManifestFormat.Write(manifest with { Properties = JsonNode.Parse("""{"a":1,"b":1e2}""")!.AsObject() });
        var two = ManifestFormat.Write(manifest with { Properties = JsonNode.Parse("""{"b":100.0,"a":1.0}""")!.AsObject() });

        Assert.Equal(one, two);
    }

    [Fact]
    public void APlainScalarThatTheWriterCallsSafeIsAStringForEveryReader() =>
        Holds(NastyText.Any, text => !PlainScalar.IsSafe(text) || (Yaml11.IsString(text) && PlainScalar.TypeOf(text) == ScalarType.Text));

    [Fact]
    public void WhatTheReaderTakesForAStringIsOneUnderYaml11() =>
        Holds(NastyText.Any, text => PlainScalar.TypeOf(text) != ScalarType.Text || Yaml11.IsString(text));

    private static void Check<T>(Gen<T> values, Func<string, ReadOnlyMemory<byte>, Parsed<T>> read, Func<T, byte[]> write)
        where T : class =>
        Holds(values, value =>
        {
            var text = Encoding.UTF8.GetString(write(value));

            var parsed = read("file.yaml", write(value));

            Assert.True(parsed.IsValid, $"{string.Join('\n', parsed.Problems)}\n{text}");
            Assert.Equal(text, Encoding.UTF8.GetString(write(parsed.Value)));
            AssertCanonical(text);
            return true;
        });

    /// <summary>Block style, LF, one final newline, printable, and no plain scalar that some reader takes for another type.</summary>
    private static void AssertCanonical(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.False(text.EndsWith("\n\n", StringComparison.Ordinal));
        var parser = new Parser(new StringReader(text));
        while (parser.MoveNext())
            if (parser.Current is Scalar { Style: ScalarStyle.Plain, Value: var plain })
                Assert.True(Yaml11.IsString(plain) || PlainScalar.TypeOf(plain) is not (ScalarType.Text or ScalarType.Ambiguous), plain);
    }

    private static void Holds<T>(Gen<T> values, Func<T, bool> holds) =>
        Prop.ForAll(values.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
}
