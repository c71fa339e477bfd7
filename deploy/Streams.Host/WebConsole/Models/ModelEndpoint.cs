using Confluent.Kafka;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Streams.Host.WebConsole.Models;

/// <summary><c>GET /api/v1/models</c>.</summary>
internal static class ModelEndpoint
{
    public static void Map(RouteGroupBuilder api, Func<ModelCalls> models) => api.MapGet("/models", (HttpContext context) => ServeAsync(context, models()));

    private static async Task ServeAsync(HttpContext context, ModelCalls models)
    {
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            var json = await models.ReadAsync(context.RequestAborted).ConfigureAwait(false);
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(json, context.RequestAborted).ConfigureAwait(false);
        }
        catch (KafkaException e)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsync($"Kafka: {e.Error.Reason}\n", context.RequestAborted).ConfigureAwait(false);
        }
    }
}
