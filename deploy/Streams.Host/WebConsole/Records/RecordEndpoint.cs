using Confluent.Kafka;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Streams.Host.Records;

namespace Streams.Host.WebConsole.Records;

/// <summary><c>GET /api/v1/events/TOPIC/PARTITION/OFFSET</c>.</summary>
internal static class RecordEndpoint
{
    public static void Map(RouteGroupBuilder api, Func<RecordCalls> records) =>
        api.MapGet("/events/{topic}/{partition:int:min(0)}/{offset:long:min(0)}", (HttpContext context, string topic, int partition, long offset) =>
            ServeAsync(context, records(), new RecordPlace(topic, partition, offset))
        );

    private static async Task ServeAsync(HttpContext context, RecordCalls records, RecordPlace place)
    {
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            if (await records.FindAsync(place, context.RequestAborted).ConfigureAwait(false) is { } record)
            {
                context.Response.ContentType = "application/json";
                await context.Response.Body.WriteAsync(record, context.RequestAborted).ConfigureAwait(false);
                return;
            }

            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await context
                .Response.WriteAsync($"{place}: no raw topic, or no such record: it is not there yet, or no longer kept\n", context.RequestAborted)
                .ConfigureAwait(false);
        }
        catch (KafkaException e)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsync($"Kafka: {e.Error.Reason}\n", context.RequestAborted).ConfigureAwait(false);
        }
    }
}
