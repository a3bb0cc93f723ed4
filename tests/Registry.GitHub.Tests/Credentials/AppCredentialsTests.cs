using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Registry.GitHub.Credentials;
using Registry.Testing;

namespace Registry.GitHub.Tests.Credentials;

public sealed class AppCredentialsTests
{
    [Fact]
    public async Task TheTokenIsSignedAndItsTimesAreWholeSeconds()
    {
        using var key = RSA.Create(2048);
        var clock = ManualTimeProvider.AtNoon();
        clock.Advance(TimeSpan.FromMilliseconds(789));
        using var app = new AppCredentials("Iv1.abc", key.ExportRSAPrivateKeyPem(), clock);

        var token = (await app.GetAsync(TestContext.Current.CancellationToken))!.Value.Split('.');

        Assert.Equal("""{"alg":"RS256","typ":"JWT"}""", Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token[0])));
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token[1]));
        var noon = ManualTimeProvider.AtNoon().Now.ToUnixTimeSeconds();
        Assert.Equal($$"""{"iat":{{noon - 60}},"exp":{{noon + 540}},"iss":"Iv1.abc"}""", claims.RootElement.GetRawText());
        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes($"{token[0]}.{token[1]}"), Base64Url.DecodeFromChars(token[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public async Task AKeyInTheOtherFormOfPemIsReadToo()
    {
        using var key = RSA.Create(2048);
        using var app = new AppCredentials("1", key.ExportPkcs8PrivateKeyPem(), ManualTimeProvider.AtNoon());

        Assert.NotNull(await app.GetAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("secret")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0c2VjcmV0\n-----END RSA PRIVATE KEY-----")]
    public void SomethingElseIsNoKeyAndIsNotShown(string text)
    {
        var error = Assert.Throws<ArgumentException>(() => new AppCredentials("7", text, ManualTimeProvider.AtNoon()));

        Assert.Contains("GitHub App 7", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2Vj", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }
}
