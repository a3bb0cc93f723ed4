using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Registry.Client.Models;
using Registry.Core.Access;
using Registry.Server.Api.Access;

namespace Registry.Server.Api;

/// <summary>What the OpenAPI document says besides what the endpoints themselves do.</summary>
internal static class ApiDescription
{
    private const string Bearer = "bearer";

    /// <summary>Sets the document up.</summary>
    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer(async (document, context, cancellationToken) =>
        {
            document.Info = new OpenApiInfo { Title = "Registry", Version = "v1", Description = "Every write is a commit of the registry, and every read is answered from it at one commit. Errors are problem details with the code of a rule." };
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Bearer, Description = "A token, reg_…; X-Api-Token takes it as well." },
            };
            // No endpoint says that it answers so; all do.
            var details = await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), null, cancellationToken);
            document.AddComponent(nameof(Problem), await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancellationToken));
            if (details.Properties?["problems"] is OpenApiSchema problems) problems.Items = new OpenApiSchemaReference(nameof(Problem), document);
            document.AddComponent(nameof(ProblemDetails), details);
            // What would be null is left out of answers, and may be left out of calls.
            foreach (var schema in document.Components.Schemas!.Values.Where(schema => schema.Properties is not null))
                schema.Required?.ExceptWith(schema.Properties!.Where(property => IsNullable(property.Value)).Select(property => property.Key));
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            DescribeCall(operation, context);
            return Task.CompletedTask;
        });
    }

    private static void DescribeCall(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        operation.Parameters ??= [];
        foreach (var name in PathParameters(context.Description.RelativePath!).Where(name => operation.Parameters.All(parameter => parameter.Name != name)))
            operation.Parameters.Add(new OpenApiParameter { Name = name, In = ParameterLocation.Path, Required = true, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "What went wrong (RFC 9457)",
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(nameof(ProblemDetails), context.Document) } },
        };
        var rule = context.Description.ActionDescriptor.EndpointMetadata.OfType<AccessRule>().FirstOrDefault();
        if (rule?.Operation is { } what)
        {
            operation.Description = AccessTable.NeedOf(what) == AccessNeed.Nothing ? null : $"Needs: {AccessTable.NeedText(what)}.";
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] }];
        }
    }

    private static bool IsNullable(IOpenApiSchema schema) => schema.Type?.HasFlag(JsonSchemaType.Null) == true || schema.OneOf?.Any(one => one.Type == JsonSchemaType.Null) == true;

    private static IEnumerable<string> PathParameters(string path) =>
        path.Split('/').Where(part => part.StartsWith('{') && part.EndsWith('}')).Select(part => part[1..^1]);
}
