using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Registry.Server.Tests.Support;
using Registry.Testing;

namespace Registry.Server.Tests.Api;

/// <summary>Every call of docs/http-api.md is executed by a real shell and a real curl, in the order of the page.</summary>
public sealed partial class HttpApiDocumentTests
{
    [Fact]
    public async Task EveryCallOfThePageWorks()
    {
        Assert.SkipUnless(await HasCurlAsync(), "there is no curl here");
        await using var world = await ApiWorld.StartAsync();
        var folder = world.Sandbox.Combine("calls");
        Directory.CreateDirectory(folder);
        Dictionary<string, string> variables = new(StringComparer.Ordinal) { ["URL"] = world.Client.BaseAddress!.AbsoluteUri.TrimEnd('/'), ["TOKEN"] = world.Administrator, ["COMMIT"] = world.Tip };
        var calls = Calls();
        Assert.True(calls.Count > 35, $"the page has {calls.Count} calls");
        foreach (var call in calls)
        {
            var (code, output, error) = await ShellAsync(call, folder, variables);
            Assert.True(code == 0, $"{call}\n{error}{output}");
            // What a call answers is what later ones name.
            if (call.Contains("/api/v1/tokens -H", StringComparison.Ordinal) && call.Contains("-X POST", StringComparison.Ordinal)) variables["TOKEN_ID"] = Get(output, "id");
            if (call.Contains("/upload-url", StringComparison.Ordinal)) variables["UPLOAD"] = JsonSerializer.Deserialize<JsonElement>(output).GetProperty("uploads")[0].GetProperty("url").GetString()!;
            if (call.Contains("/archive", StringComparison.Ordinal)) variables["VERSION"] = JsonSerializer.Deserialize<JsonElement>(output).GetProperty("version").GetProperty("id").GetString()!;
            if (call.Contains("-X PUT $URL/api/v1/entities/acme/billing/active-version", StringComparison.Ordinal)) variables["ACTIVE"] = Get(output, "version");
            if (call.Contains("/acme/nothing", StringComparison.Ordinal)) Assert.Equal("REG3017", Get(output, "code"));
            if (call.Contains("Range:", StringComparison.Ordinal)) Assert.Equal("hello", output);
            if (call.Contains("/api/v1/events", StringComparison.Ordinal)) Assert.Contains("\"change\":\"versionAdded\"", output, StringComparison.Ordinal);
        }

        Assert.Equal("hello world", await File.ReadAllTextAsync(Path.Combine(folder, "billing.zip"), TestServer.Token));
    }

    [Fact]
    public void ThePageShowsEveryOperation()
    {
        var page = File.ReadAllText(PagePath);
        foreach (var part in new[] { "/tokens", "/access", "/entities", "/versions/upload-url", "/versions/confirm", "/versions/upload", "/archive", "/unarchive", "/revert", "/install", "/compare/", "/download", "/active-version", "/channels/", "/history", "/rollback", "/events", "/health", "/metrics", "-X PATCH", "-X DELETE" })
            Assert.Contains(part, page, StringComparison.Ordinal);
    }

    private static string PagePath => RepositoryFolder.PathOf("docs", "http-api.md");

    private static List<string> Calls() =>
        [.. ShellBlock().Matches(File.ReadAllText(PagePath)).SelectMany(block => block.Groups["calls"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))];

    private static string Get(string json, string key) => JsonSerializer.Deserialize<JsonElement>(json).GetProperty(key).GetString()!;

    private static async Task<bool> HasCurlAsync()
    {
        try
        {
            return (await ShellAsync("curl --version", Path.GetTempPath(), new Dictionary<string, string>(StringComparer.Ordinal))).Code == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static async Task<(int Code, string Output, string Error)> ShellAsync(string call, string folder, Dictionary<string, string> variables)
    {
        var start = new ProcessStartInfo("sh", ["-c", call]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false, StandardOutputEncoding = Encoding.UTF8 };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(TestServer.Token), process.StandardError.ReadToEndAsync(TestServer.Token));
        await process.WaitForExitAsync(TestServer.Token);
        return (process.ExitCode, await output, await error);
    }

    [GeneratedRegex("^```sh\n(?<calls>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ShellBlock();
}
