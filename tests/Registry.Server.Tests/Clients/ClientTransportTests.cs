using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Registry.Client;
using Registry.Client.Models;
using Registry.Server.Tests.Support;
using Registry.Testing;

namespace Registry.Server.Tests.Clients;

/// <summary>What the client does when a service is busy, leads elsewhere, breaks off, or lies.</summary>
public sealed class ClientTransportTests : IDisposable
{
    private const string Secret = "reg_0123456789abcdef_secret";
    private const string Token = """{"id":"0123456789abcdef","description":"one","createdAt":"2026-01-01T00:00:00Z","createdBy":"somebody"}""";

    private readonly ScriptedService _service = new();
    private readonly ManualTimeProvider _time = ManualTimeProvider.AtNoon(advancesItself: true);
    private readonly TemporaryDirectory _place = new();

    private static CancellationToken Cancel => TestServer.Token;

    public void Dispose()
    {
        _service.Dispose();
        _place.Dispose();
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task AReadIsRepeatedAfterTheTimeThatTheServiceNames(HttpStatusCode status)
    {
        _service.Answer(status, also: answer => answer.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(7))).Answer(HttpStatusCode.OK, Token);
        using var client = Client();

        var token = await client.Tokens.GetAsync("0123456789abcdef", Cancel);

        Assert.Equal("one", token.Description);
        Assert.Equal([TimeSpan.FromSeconds(7)], _time.Waits);
        _service.IsUsedUp();
    }

    [Fact]
    public async Task ABusyServiceIsNotAskedForEver()
    {
        for (var i = 0; i < 5; i++) _service.Answer(HttpStatusCode.ServiceUnavailable, also: answer => answer.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(1)));
        using var client = Client();

        var error = await Assert.ThrowsAsync<RegistryClientException>(() => client.Tokens.GetAsync("0123456789abcdef", Cancel));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(1)), (error.Status, error.RetryAfter));
        _service.IsUsedUp();
    }

    [Fact]
    public async Task OnlyWhatIsSafeIsRepeated()
    {
        for (var i = 0; i < 3; i++) _service.Answer(HttpStatusCode.ServiceUnavailable, also: answer => answer.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(1)));
        using var client = Client();
        var forced = new NewVersion { SourceHash = ApiWorld.HashOf("one"), Force = true };

        await Assert.ThrowsAsync<RegistryClientException>(() => client.Tokens.DeleteAsync("0123456789abcdef", Cancel));
        await Assert.ThrowsAsync<RegistryClientException>(() => client.Uploads.ConfirmAsync("acme/billing", forced, Cancel));
        await Assert.ThrowsAsync<RegistryClientException>(() => client.Channels.MoveAsync("acme/billing", "dev", new ChannelMove { Version = "1.0.0" }, cancellationToken: Cancel));

        Assert.Empty(_time.Waits);
        _service.IsUsedUp();
    }

    [Fact]
    public async Task AConfirmationIsRepeatedBecauseItIsMadeOnce()
    {
        _service.Answer(HttpStatusCode.ServiceUnavailable, also: answer => answer.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(1))).Answer(HttpStatusCode.Conflict, "{}", "application/problem+json");
        using var client = Client();

        await Assert.ThrowsAsync<RegistryClientException>(() => client.Uploads.ConfirmAsync("acme/billing", new NewVersion { SourceHash = ApiWorld.HashOf("one") }, Cancel));

        _service.IsUsedUp();
    }

    [Fact]
    public async Task TheTokenIsShownToTheServiceAlone()
    {
        Locate("content", "https://files.example.com/first").Answer(HttpStatusCode.Found, also: answer => answer.Headers.Location = new Uri("/second", UriKind.Relative)).Answer(HttpStatusCode.OK, "content");
        using var client = Client();

        await client.Downloads.DownloadAsync("acme/billing", "1.0.0", null, _place.Combine("a.zip"), Cancel);

        Assert.Equal([$"Bearer {Secret}", null, null], _service.Asked.Select(call => call.Authorization));
        Assert.Equal("https://files.example.com/second", _service.Asked[2].Address);
        Assert.Equal("content", await File.ReadAllTextAsync(_place.Combine("a.zip"), Cancel));
    }

    [Theory]
    [InlineData("another", "content")]
    [InlineData("contents", "content")]
    [InlineData("c", "content")]
    public async Task AFileThatIsAnotherOneIsNotKept(string sent, string promised)
    {
        Locate(promised, "https://files.example.com/first").Answer(HttpStatusCode.OK, sent);
        using var client = Client();
        var path = _place.Combine("a.zip");
        await File.WriteAllTextAsync(path, "before", Cancel);

        await Assert.ThrowsAsync<ContentMismatchException>(() => client.Downloads.DownloadAsync("acme/billing", "1.0.0", null, path, Cancel));

        Assert.Equal("before", await File.ReadAllTextAsync(path, Cancel));
        Assert.Single(Directory.EnumerateFiles(_place.Path));
    }

    [Fact]
    public async Task AServiceWithTlsDoesNotLeadToOneWithout()
    {
        Locate("content", "http://files.example.com/first");
        using var client = Client();

        await Assert.ThrowsAsync<RegistryClientException>(() => client.Downloads.DownloadAsync("acme/billing", "1.0.0", null, _place.Combine("a.zip"), Cancel));

        _service.IsUsedUp();
    }

    [Fact]
    public async Task EventsGoOnBehindTheLastOneWhenAConnectionBreaks()
    {
        _service.Answer(HttpStatusCode.OK, Event("aaa"), "text/event-stream", answer => answer.Headers.Add("Registry-Commit", "000"))
            .Answer(_ => throw new HttpRequestException("gone"))
            .Answer(HttpStatusCode.OK, "", "text/event-stream")
            .Answer(HttpStatusCode.OK, Event("bbb"), "text/event-stream");
        using var client = Client();

        var heard = await client.Events.ListenAsync(cancellationToken: Cancel).Take(2).Select(one => one.Commit).ToListAsync(Cancel);

        Assert.Equal(["aaa", "bbb"], heard);
        Assert.Equal([null, "aaa", "aaa", "aaa"], _service.Asked.Select(call => call.LastEventId));
        Assert.Equal([1.0, 2.0, 4.0], _time.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task EventsThatNeverCameAreAskedForFromWhereTheListeningBegan()
    {
        _service.Answer(HttpStatusCode.OK, "", "text/event-stream", answer => answer.Headers.Add("Registry-Commit", "000")).Answer(HttpStatusCode.NotFound, "{}", "application/problem+json");
        using var client = Client();

        await Assert.ThrowsAsync<RegistryClientException>(async () => await client.Events.ListenAsync(cancellationToken: Cancel).FirstAsync(Cancel));

        Assert.Equal([null, "000"], _service.Asked.Select(call => call.LastEventId));
    }

    [Theory]
    [InlineData("http://versions.example.com/")]
    [InlineData("https://user:secret@versions.example.com/")]
    [InlineData("ftp://versions.example.com/")]
    [InlineData("https://versions.example.com/?x=1")]
    public void WhatIsNoAddressOfAServiceIsRefused(string address) => Assert.Throws<ArgumentException>(() => new RegistryClient(new Uri(address)));

    [Fact]
    public void APlainAddressIsCalledWhereThatIsAllowed()
    {
        using var client = new RegistryClient(new Uri("http://versions.example.com/"), new RegistryClientOptions { AllowsPlainHttp = true });

        Assert.NotNull(client.Entities);
    }

    [Theory]
    [InlineData("acme")]
    [InlineData("acme/..")]
    [InlineData("/billing")]
    [InlineData("acme/billing/versions")]
    public async Task ANameThatLeadsElsewhereIsNotCalled(string entity)
    {
        using var client = Client();

        await Assert.ThrowsAsync<ArgumentException>(() => client.Entities.GetAsync(entity, Cancel));

        Assert.Empty(_service.Asked);
    }

    private RegistryClient Client() =>
        new(new Uri("https://versions.example.com"), new RegistryClientOptions { Token = Secret, Time = _time, Http = new HttpClient(_service, disposeHandler: false) });

    private ScriptedService Locate(string content, string address)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        return _service.Answer(HttpStatusCode.TemporaryRedirect, $$"""{"name":"a.zip","size":{{bytes.Length}},"sha256":"{{digest}}","url":"{{address}}"}""");
    }

    private static string Event(string commit) => $$"""
        event: commit
        id: {{commit}}
        data: {"commit":"{{commit}}","time":"2026-01-01T00:00:00Z","author":"somebody","subject":"something","changes":[]}


        """.ReplaceLineEndings("\n");
}
