using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Streams.Host.Schemas;

/// <summary>Our schemas, read-only, over the calls of a Confluent schema registry.</summary>
internal static class SchemaEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/schemas/ids/{id:int}", (int id) => SchemaCatalog.ById(id) is { } schema
            ? Results.Json(new { schema = schema.Text })
            : Error(40403, "Schema not found"));
        routes.MapGet("/subjects", () => Results.Json(SchemaCatalog.All.Select(s => s.Subject)));
        routes.MapGet("/subjects/{subject}/versions", (string subject) => SchemaCatalog.BySubject(subject) is null ? Error(40401, "Subject not found") : Results.Json(new[] { 1 }));
        routes.MapGet("/subjects/{subject}/versions/{version}", (string subject, string version) =>
            version is "1" or "latest" && SchemaCatalog.BySubject(subject) is { } schema
                ? Results.Json(new { subject, id = schema.Id, version = 1, schema = schema.Text })
                : Error(40401, "Subject or version not found"));
    }

    private static IResult Error(int code, string message) =>
        Results.Json(new { error_code = code, message }, (JsonSerializerOptions?)null, statusCode: StatusCodes.Status404NotFound);
}
