using System.Diagnostics;
using System.Globalization;

namespace Registry.Testing;

/// <summary>Answers HTTP requests for the repositories of a directory by <c>git http-backend</c>.</summary>
/// <param name="root">The directory of the repositories.</param>
/// <param name="environment">The variables that git is started with.</param>
public sealed class GitBackend(string root, IReadOnlyDictionary<string, string> environment)
{
    /// <summary>Has git carry out a request.</summary>
    /// <param name="request">Its target is below the root, such as <c>/a.git/info/refs?service=git-upload-pack</c>.</param>
    public async Task<GitBackendAnswer> RunAsync(GitServerRequest request)
    {
        var start = new ProcessStartInfo("git", ["http-backend"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment) start.Environment[name] = value;
        start.Environment["GIT_PROJECT_ROOT"] = root;
        start.Environment["GIT_HTTP_EXPORT_ALL"] = "1";
        start.Environment["REMOTE_USER"] = "tester";
        start.Environment["REMOTE_ADDR"] = "127.0.0.1";
        start.Environment["REQUEST_METHOD"] = request.Method;
        var query = request.Target.IndexOf('?', StringComparison.Ordinal);
        start.Environment["PATH_INFO"] = Uri.UnescapeDataString(query < 0 ? request.Target : request.Target[..query]);
        start.Environment["QUERY_STRING"] = query < 0 ? "" : request.Target[(query + 1)..];
        start.Environment["CONTENT_LENGTH"] = request.Body.Length.ToString(CultureInfo.InvariantCulture);
        start.Environment["CONTENT_TYPE"] = request.Header("Content-Type");
        start.Environment["HTTP_CONTENT_ENCODING"] = request.Header("Content-Encoding");
        start.Environment["GIT_PROTOCOL"] = request.Header("Git-Protocol");

        using var backend = Process.Start(start)!;
        var answer = ReadToEndAsync(backend.StandardOutput.BaseStream);
        try
        {
            await backend.StandardInput.BaseStream.WriteAsync(request.Body);
            backend.StandardInput.Close();
        }
        catch (IOException)
        {
            // The backend has seen enough.
        }

        await backend.WaitForExitAsync();
        return GitBackendAnswer.Parse(await answer);
    }

    private static async Task<byte[]> ReadToEndAsync(Stream stream)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
