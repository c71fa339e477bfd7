using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Streams.Host.Schemas;

/// <summary>Our schemas over the calls of a Confluent schema registry that Confluent's clients and Kafka Connect's AvroConverter make. Nothing can be registered; what is ours already is found.</summary>
internal sealed class SchemaEndpoints(SchemaCatalog catalog)
{
    private const string Json = "application/vnd.schemaregistry.v1+json";
    private const int MaxBody = 1024 * 1024;

    public void Map(IEndpointRouteBuilder routes)
    {
        MapIds(routes);
        routes.MapGet("/subjects", () => Answer(catalog.All.Select(s => s.Subject).Distinct()));
        routes.MapGet("/subjects/{subject}/versions", (string subject) =>
            catalog.Versions(subject) is { Count: > 0 } versions ? Answer(Enumerable.Range(1, versions.Count)) : NoSubject()
        );
        routes.MapGet("/subjects/{subject}/versions/{version}", (string subject, string version) =>
            Version(subject, version) is { } found ? Answer(Full(found)) : NoVersion()
        );
        routes.MapGet("/subjects/{subject}/versions/{version}/schema", (string subject, string version) =>
            Version(subject, version) is { } found ? Results.Text(found.Text, Json) : NoVersion()
        );
        routes.MapPost("/subjects/{subject}", (string subject, HttpContext context) => WithSchemaAsync(context, text => catalog.Versions(subject).Count == 0
                    ? NoSubject()
                : Same(subject, text) is { } found ? Answer(Full(found))
                : NoSchema()));
        routes.MapPost("/subjects/{subject}/versions", (string subject, HttpContext context) =>
            WithSchemaAsync(context, text =>
                Same(subject, text) is { } found
                    ? Answer(new { id = found.Id })
                    : Error(StatusCodes.Status422UnprocessableEntity, 42205, $"Subject {subject} is in read-only mode")
            )
        );
        routes.MapPost("/compatibility/subjects/{subject}/versions/{version}", (string subject, string version, HttpContext context) =>
            WithSchemaAsync(context, text =>
                Version(subject, version) is { } known ? Answer(new { is_compatible = AvroCanonical.Of(text) == AvroCanonical.Of(known.Text) }) : NoVersion()
            )
        );
        routes.MapGet("/config", () => Answer(new { compatibilityLevel = "BACKWARD" }));
        routes.MapGet("/config/{subject}", (string subject) => Answer(new { compatibilityLevel = "BACKWARD" }));
        routes.MapGet("/mode", () => Answer(new { mode = "READONLY" }));
        routes.MapGet("/mode/{subject}", (string subject) => Answer(new { mode = "READONLY" }));
    }

    private void MapIds(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/schemas/types", () => Answer((string[])["AVRO"]));
        routes.MapGet("/schemas/ids/{id:int}", (int id) => catalog.ById(id) is { } schema ? Answer(new { schema = schema.Text }) : NoSchema());
        routes.MapGet("/schemas/ids/{id:int}/schema", (int id) => catalog.ById(id) is { } schema ? Results.Text(schema.Text, Json) : NoSchema());
        routes.MapGet("/schemas/ids/{id:int}/subjects", (int id) => catalog.ById(id) is { } schema ? Answer((string[])[schema.Subject]) : NoSchema());
        routes.MapGet("/schemas/ids/{id:int}/versions", (int id) =>
            catalog.ById(id) is { } schema ? Answer((object[])[new { subject = schema.Subject, version = Number(schema) }]) : NoSchema()
        );
    }

    private static async Task<IResult> WithSchemaAsync(HttpContext context, Func<string, IResult> answer)
    {
        if (context.Request.ContentLength > MaxBody)
        {
            return Error(StatusCodes.Status413PayloadTooLarge, 413, "A schema is smaller");
        }

        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted).ConfigureAwait(false);
            return
                body.RootElement.ValueKind == JsonValueKind.Object
                && body.RootElement.TryGetProperty("schema", out var schema)
                && schema.ValueKind == JsonValueKind.String
                ? answer(schema.GetString()!) // it is a string
                : Error(StatusCodes.Status422UnprocessableEntity, 42201, "Empty schema");
        }
        catch (JsonException)
        {
            return Error(StatusCodes.Status422UnprocessableEntity, 42201, "Invalid schema");
        }
    }

    private CatalogSchema? Same(string subject, string text) =>
        AvroCanonical.Of(text) is { } form ? catalog.Versions(subject).LastOrDefault(s => AvroCanonical.Of(s.Text) == form) : null;

    private CatalogSchema? Version(string subject, string version)
    {
        var versions = catalog.Versions(subject);
        var number =
            version is "latest" or "-1" ? versions.Count
            : int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked
            : 0;
        return number > 0 && number <= versions.Count ? versions[number - 1] : null;
    }

    private int Number(CatalogSchema schema) => catalog.Versions(schema.Subject).ToList().IndexOf(schema) + 1;

    private object Full(CatalogSchema schema) =>
        new
        {
            subject = schema.Subject,
            id = schema.Id,
            version = Number(schema),
            schema = schema.Text,
        };

    private static IResult Answer(object value) => Results.Json(value, (JsonSerializerOptions?)null, Json);

    private static IResult NoSubject() => Error(StatusCodes.Status404NotFound, 40401, "Subject not found");

    private static IResult NoVersion() => Error(StatusCodes.Status404NotFound, 40402, "Subject or version not found");

    private static IResult NoSchema() => Error(StatusCodes.Status404NotFound, 40403, "Schema not found");

    private static IResult Error(int status, int code, string message) =>
        Results.Json(new { error_code = code, message }, (JsonSerializerOptions?)null, Json, status);
}
