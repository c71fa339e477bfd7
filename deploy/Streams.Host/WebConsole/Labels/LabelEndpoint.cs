using System.Globalization;
using System.Text.Json;
using Confluent.Kafka;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Streams.Host.WebConsole.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Labels;
using Timestamp = Streams.Schemas.Events.Timestamp;

namespace Streams.Host.WebConsole.Labels;

/// <summary><c>GET</c> and <c>POST /api/v1/alerts/ID/label</c>: the one call of the console that writes.</summary>
internal static class LabelEndpoint
{
    private const int MaxBody = 16 * 1024;

    public static void Map(RouteGroupBuilder api, Func<AlertFeed> feed, Func<LabelCalls> labels)
    {
        api.MapGet("/alerts/{id}/label", (HttpContext context, string id) => AnswerAsync(context, labels().Find(id)));
        api.MapPost("/alerts/{id}/label", (HttpContext context, string id) => WriteAsync(context, feed().Find(id), labels()));
    }

    private static async Task WriteAsync(HttpContext context, FeedEntry? alert, LabelCalls labels)
    {
        if (alert is null)
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, "The console keeps no such alert; 'streams alerts label' finds older ones.")
                .ConfigureAwait(false);
            return;
        }

        if (!context.Request.HasJsonContentType())
        {
            await RefuseAsync(context, StatusCodes.Status415UnsupportedMediaType, "Content-Type: application/json").ConfigureAwait(false);
            return;
        }

        if (await ReadAsync(context).ConfigureAwait(false) is not { } body)
        {
            await RefuseAsync(context, StatusCodes.Status413PayloadTooLarge, $"At most {MaxBody} bytes.").ConfigureAwait(false);
            return;
        }

        if (LabelRequest.Read(body, out var complaint) is not { } request)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, complaint).ConfigureAwait(false);
            return;
        }

        var label = LabelOf(alert, request);
        try
        {
            await labels.WriteAsync(label, context.RequestAborted).ConfigureAwait(false);
        }
        catch (KafkaException e)
        {
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, $"Kafka: {e.Error.Reason}").ConfigureAwait(false);
            return;
        }

        await AnswerAsync(context, label).ConfigureAwait(false);
    }

    private static async Task<byte[]?> ReadAsync(HttpContext context)
    {
        var buffer = new byte[MaxBody + 1];
        var length = await context
            .Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, context.RequestAborted)
            .ConfigureAwait(false);
        return length <= MaxBody ? buffer[..length] : null;
    }

    private static Label LabelOf(FeedEntry entry, LabelRequest request)
    {
        using var document = JsonDocument.Parse(entry.Json);
        var alert = document.RootElement.GetProperty("alert"); // our own form of an alert
        var entities = alert.GetProperty("entities");
        return new Label(
            entry.Id,
            entry.RuleId,
            request.Verdict,
            request.By,
            request.Note,
            TimeOf(alert.GetProperty("first_seen").GetString()!),
            TimeOf(alert.GetProperty("last_seen").GetString()!)
        )
        {
            Entities = [.. Label.Subjects.Select(k => entities.TryGetProperty(k.Name(), out var value) ? value.GetString() : null).OfType<string>()],
        };
    }

    private static Timestamp TimeOf(string time)
    {
        var fraction = time.IndexOf('.', StringComparison.Ordinal);
        var second = DateTimeOffset.Parse($"{time[..fraction]}Z", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return Timestamp.From(second) + long.Parse(time[(fraction + 1)..^1], CultureInfo.InvariantCulture);
    }

    private static Task AnswerAsync(HttpContext context, Label? label)
    {
        context.Response.Headers.CacheControl = "no-store";
        return label is null
            ? context.Response.WriteAsJsonAsync<object?>(null, context.RequestAborted)
            : context.Response.WriteAsJsonAsync(
                new
                {
                    alert = label.Alert,
                    verdict = label.Verdict.Name(),
                    by = label.By,
                    note = label.Note,
                },
                context.RequestAborted
            );
    }

    private static Task RefuseAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync($"{text}\n", context.RequestAborted);
    }
}
