using System.Globalization;
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
        routes.MapGet("/subjects", () => Results.Json(SchemaCatalog.All.Select(s => s.Subject).Distinct()));
        routes.MapGet("/subjects/{subject}/versions", (string subject) => SchemaCatalog.Versions(subject) is { Count: > 0 } versions ? Results.Json(Enumerable.Range(1, versions.Count)) : Error(40401, "Subject not found"));
        routes.MapGet("/subjects/{subject}/versions/{version}", (string subject, string version) =>
            SchemaCatalog.Versions(subject) is { Count: > 0 } versions && (version == "latest" ? versions.Count : int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0) is var at && at > 0 && at <= versions.Count
                ? Results.Json(new { subject, id = versions[at - 1].Id, version = at, schema = versions[at - 1].Text })
                : Error(40401, "Subject or version not found"));
    }

    private static IResult Error(int code, string message) =>
        Results.Json(new { error_code = code, message }, (JsonSerializerOptions?)null, statusCode: StatusCodes.Status404NotFound);
}
