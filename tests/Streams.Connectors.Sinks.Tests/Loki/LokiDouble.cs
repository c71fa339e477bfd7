using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Streams.Connectors.Sinks.Tests.Servers;

namespace Streams.Connectors.Sinks.Tests.Loki;

/// <summary>Answers a push as Loki 3.7 does (measured against a real one).</summary>
internal sealed class LokiDouble : IAsyncDisposable
{
    private const int MaxLine = 262_144;
    private WebApplication _application = null!; // set by StartAsync

    private LokiDouble() { }

    public Uri Url => new(_application.Urls.First());

    /// <summary>Answers to give before looking at the push, one each.</summary>
    public ConcurrentQueue<int> Answers { get; } = new();

    public List<SeenPush> Seen { get; } = [];

    public HashSet<StoredEntry> Stored { get; } = [];

    public static async Task<LokiDouble> StartAsync()
    {
        var loki = new LokiDouble();
        loki._application = await LocalServer.StartAsync("/loki/api/v1/push", loki.PushAsync);
        return loki;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task PushAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        var body = new MemoryStream();
        await using (var sent = headers.ContentEncoding == "gzip" ? new GZipStream(context.Request.Body, CompressionMode.Decompress) : context.Request.Body)
        {
            await sent.CopyToAsync(body);
        }

        Seen.Add(new SeenPush((int)body.Length, headers["X-Scope-OrgID"], headers.Authorization, headers.ContentEncoding));
        var (status, text) = Answers.TryDequeue(out var told) ? (told, "as told") : Take(context.Request.ContentType, body.ToArray());
        context.Response.StatusCode = status;
        if (status != StatusCodes.Status204NoContent)
        {
            await context.Response.WriteAsync(text);
        }
    }

    private (int Status, string Text) Take(string? contentType, byte[] body)
    {
        if (contentType != "application/json")
        {
            return (400, "snappy: corrupt input");
        }

        using var json = JsonDocument.Parse(body);
        var streams = json.RootElement.GetProperty("streams");
        if (streams.GetArrayLength() == 0)
        {
            return (422, "error at least one valid stream is required for ingestion");
        }

        var errors = new StringBuilder();
        foreach (var stream in streams.EnumerateArray())
        {
            var labels = stream.GetProperty("stream");
            foreach (var value in stream.GetProperty("values").EnumerateArray())
            {
                if (value[0].ValueKind != JsonValueKind.String || value[2].EnumerateObject().Any(m => m.Value.ValueKind != JsonValueKind.String))
                {
                    return (400, "Value looks like Number, but can't find its end");
                }

                var entry = new StoredEntry(
                    labels.GetRawText(),
                    long.Parse(value[0].GetString()!, CultureInfo.InvariantCulture),
                    value[1].GetString()!,
                    value[2].GetRawText()
                );
                if (Fault(labels, entry) is { } fault)
                {
                    errors.AppendLine(fault);
                }
                else
                {
                    Stored.Add(entry);
                }
            }
        }

        return errors.Length > 0 ? (400, errors.ToString()) : (204, "");
    }

    private static string? Fault(JsonElement labels, StoredEntry entry)
    {
        var age = DateTimeOffset.UtcNow - DateTimeOffset.FromUnixTimeMilliseconds(entry.Time / 1_000_000);
        return age > TimeSpan.FromDays(7) ? $"entry for stream '{entry.Labels}' has timestamp too old"
            : age < TimeSpan.FromMinutes(-10) ? $"entry for stream '{entry.Labels}' has timestamp too new"
            : Encoding.UTF8.GetByteCount(entry.Line) > MaxLine ? $"max entry size '{MaxLine}' bytes exceeded for stream '{entry.Labels}'"
            : labels.EnumerateObject().Count() > 15 ? "entry has too many labels"
            : labels.EnumerateObject().Any(l => l.Value.GetString()!.Length > 2048) ? "stream has label value too long"
            : null;
    }
}
