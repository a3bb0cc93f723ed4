using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Web;
using Registry.Client;
using Registry.Client.Calls;
using Registry.Client.Models;
using Registry.Testing;

namespace Registry.Server.Tests.Support;

/// <summary>A call, as it is described or as it is made.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path; described, with parameters in braces.</param>
/// <param name="Query">The names in the query, in order.</param>
/// <param name="Headers">The names of headers that only some calls have, in order.</param>
/// <param name="HasBody">Whether there is a body.</param>
internal sealed record DescribedCall(string Method, string Path, IReadOnlyList<string> Query, IReadOnlyList<string> Headers, bool HasBody)
{
    /// <summary>Whether a call is one that this describes.</summary>
    public bool IsMetBy(DescribedCall call) => call.Method == Method && call.HasBody == HasBody && call.Query.SequenceEqual(Query) && call.Headers.SequenceEqual(Headers)
        && Regex.IsMatch(call.Path, $"^{Regex.Replace(Path, @"\{\w+\}", "[^/]+", RegexOptions.None, TimeSpan.FromSeconds(1))}$", RegexOptions.None, TimeSpan.FromSeconds(1));

    public override string ToString() => $"{Method} {Path}?{string.Join('&', Query)} [{string.Join(' ', Headers)}] {(HasBody ? "with" : "without")} a body";
}

/// <summary>Makes every call that a client can make.</summary>
internal static class ClientMethods
{
    private static readonly Uri s_service = new("http://127.0.0.1:1/");

    /// <summary>Calls every method that says which operation it calls, with a value for each of its parameters.</summary>
    public static async Task<IReadOnlyList<(string Id, DescribedCall Call)>> CallAllAsync()
    {
        using var place = new TemporaryDirectory();
        using var recorder = new Recorder();
        using var http = new HttpClient(recorder);
        using var client = new RegistryClient(s_service, new RegistryClientOptions { Http = http });
        var file = place.Combine("file");
        await File.WriteAllTextAsync(file, "content", TestServer.Token);
        List<(string, DescribedCall)> calls = [];
        foreach (var area in typeof(RegistryClient).GetProperties())
        {
            foreach (var method in area.PropertyType.GetMethods())
            {
                if (method.GetCustomAttribute<ApiOperationAttribute>() is not { } operation) continue;
                var arguments = method.GetParameters().Select(parameter => Value(parameter.ParameterType, parameter.Name!, file)).ToArray();
                var called = method.Invoke(area.GetValue(client), arguments)!;
                await Assert.ThrowsAsync<RegistryClientException>(() => called is IAsyncEnumerable<RegistryEvent> events ? events.FirstAsync(TestServer.Token).AsTask() : (Task)called);
                calls.Add((operation.Id, recorder.Last!));
            }
        }

        return calls;
    }

    private static object? Value(Type type, string name, string file) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var text when text == typeof(string) => name == "entity" ? "acme/billing" : "text",
        var address when address == typeof(Uri) => new Uri(s_service, "/api/v1/somewhere"),
        var time when time == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch,
        var upload when upload == typeof(FileUpload) => new FileUpload(file),
        var address when address == typeof(UploadAddress) => new UploadAddress("file", "PUT", new Uri(s_service, "/api/v1/uploads/acme/billing/digest"), default),
        var address when address == typeof(DownloadAddress) => new DownloadAddress("file", 1, "digest", new Uri(s_service, "/api/v1/files/acme/billing/version/file"), null),
        var files when files == typeof(IReadOnlyList<FileUpload>) => Array.Empty<FileUpload>(),
        { IsInterface: true } => null,
        { IsValueType: true } value => value == typeof(bool) ? true : Activator.CreateInstance(value),
        var record => Fill(RuntimeHelpers.GetUninitializedObject(record), file),
    };

    private static object Fill(object record, string file)
    {
        foreach (var property in record.GetType().GetProperties().Where(property => property.CanWrite && !property.PropertyType.Namespace!.StartsWith("System.Text.Json", StringComparison.Ordinal)))
            property.SetValue(record, Value(property.PropertyType, property.Name, file));
        return record;
    }

    private sealed class Recorder : HttpMessageHandler
    {
        private static readonly string[] s_usual = ["Accept", "Transfer-Encoding", "If-Match", "If-None-Match"];

        public DescribedCall? Last { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var query = HttpUtility.ParseQueryString(request.RequestUri!.Query).AllKeys.OfType<string>().Order(StringComparer.Ordinal);
            var headers = request.Headers.Select(header => header.Key).Except(s_usual).Order(StringComparer.Ordinal);
            Last = new DescribedCall(request.Method.Method, request.RequestUri.AbsolutePath, [.. query], [.. headers], request.Content is not null);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.Forbidden) { RequestMessage = request });
        }
    }
}
