using System.Text.Json;
using Registry.FakeGitHub.Description;

namespace Registry.FakeGitHub.Tests.Description;

/// <summary>The validator judges every answer of the other tests, so it has to find faults.</summary>
public sealed class ValidatorTests
{
    [Theory]
    [InlineData("""{"type":"string"}""", "1", ": invalid")]
    [InlineData("""{"type":"string","nullable":true}""", "null", "")]
    [InlineData("""{"type":"string"}""", "null", ": invalid")]
    [InlineData("""{"type":"integer"}""", "1.5", ": invalid")]
    [InlineData("""{"type":"string","enum":["a","b"]}""", "\"c\"", ": invalid")]
    [InlineData("""{"type":"string","format":"date-time"}""", "\"yesterday\"", ": invalid")]
    [InlineData("""{"type":"string","format":"uri"}""", "\"/path\"", ": invalid")]
    [InlineData("""{"type":"string","maxLength":2}""", "\"abc\"", ": invalid")]
    [InlineData("""{"type":"array","items":{"type":"boolean"}}""", "[true,1]", "1: invalid")]
    [InlineData("""{"type":"object","required":["a"],"properties":{"b":{"type":"string"}}}""", """{"b":1}""", "a: missing_field, b: invalid")]
    [InlineData("""{"type":"object","additionalProperties":false,"properties":{}}""", """{"b":1}""", ": invalid")]
    [InlineData("""{"oneOf":[{"type":"string"},{"type":"integer"}]}""", "true", ": invalid")]
    [InlineData("""{"allOf":[{"type":"string"},{"minLength":2}]}""", "\"a\"", ": invalid")]
    [InlineData("""{"$ref":"#/components/schemas/release-asset/properties/size"}""", "\"a\"", ": invalid")]
    public void AFaultIsFoundWhereItIs(string schema, string value, string expected)
    {
        var errors = ApiDescription.GitHub.Schemas.Validate(JsonDocument.Parse(value).RootElement, JsonDocument.Parse(schema).RootElement);

        Assert.Equal(expected, string.Join(", ", errors.Select(error => $"{error.Path}: {error.Code}")));
    }

    [Fact]
    public void AnAnswerWithoutAMemberIsFound()
    {
        var operation = ApiDescription.GitHub.Operations.Single(operation => operation.Id == "repos/get-release");

        Assert.Contains("repos/get-release answered 200: upload_url: \"upload_url\" wasn't supplied.", AnswerValidator.Check(operation, 200, "{}"u8.ToArray()));
        Assert.NotEmpty(AnswerValidator.Check(operation, 202, "{}"u8.ToArray()));
    }
}
