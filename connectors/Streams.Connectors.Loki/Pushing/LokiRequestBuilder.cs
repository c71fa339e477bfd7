using System.Buffers;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Streams.Schemas.Alerts;

namespace Streams.Connectors.Loki.Pushing;

/// <summary>Makes pushes of entries.</summary>
internal sealed class LokiRequestBuilder(LokiSinkOptions options)
{
    private const int StreamOverhead = 256;
    private readonly Uri _push = new(options.Url.AbsoluteUri.TrimEnd('/') + "/loki/api/v1/push");
    private readonly AuthenticationHeaderValue? _authorization = options.Username.Length == 0
        ? null
        : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Username}:{options.Password}")));

    /// <summary>Cuts entries, in their order, into pushes that are small enough.</summary>
    public IEnumerable<ArraySegment<LokiEntry>> Cut(LokiEntry[] entries)
    {
        var (from, bytes) = (0, 0);
        for (var i = 0; i < entries.Length; i++)
        {
            var size = entries[i].Value.Length + StreamOverhead;
            if (i > from && bytes + size > options.MaxPushBytes)
            {
                yield return new ArraySegment<LokiEntry>(entries, from, i - from);
                (from, bytes) = (i, 0);
            }

            bytes += size;
        }

        if (from < entries.Length)
        {
            yield return new ArraySegment<LokiEntry>(entries, from, entries.Length - from);
        }
    }

    /// <summary>One push.</summary>
    public HttpRequestMessage Build(IReadOnlyList<LokiEntry> entries)
    {
        var content = new ByteArrayContent(Compressed(Body(entries)));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        var request = new HttpRequestMessage(HttpMethod.Post, _push) { Content = content };
        request.Headers.Authorization = _authorization;
        if (options.Tenant.Length > 0)
        {
            request.Headers.Add("X-Scope-OrgID", options.Tenant);
        }

        return request;
    }

    private static ReadOnlySpan<byte> Body(IReadOnlyList<LokiEntry> entries)
    {
        var body = new ArrayBufferWriter<byte>(64 * 1024);
        using var json = new Utf8JsonWriter(body, AlertJson.Options);
        json.WriteStartObject();
        json.WriteStartArray("streams");
        foreach (var stream in entries.GroupBy(e => e.Labels))
        {
            json.WriteStartObject();
            WriteLabels(json, stream.Key);
            json.WriteStartArray("values");
            foreach (var entry in stream)
            {
                json.WriteRawValue(entry.Value.Span, skipInputValidation: true);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return body.WrittenSpan;
    }

    private static void WriteLabels(Utf8JsonWriter json, LokiLabels labels)
    {
        json.WriteStartObject("stream");
        json.WriteString("job", LokiLabels.Job);
        json.WriteString("kind", LokiLabels.Kind);
        json.WriteString("severity", labels.Severity);
        json.WriteString("source", labels.Source);
        if (labels.Cluster.Length > 0)
        {
            json.WriteString("cluster", labels.Cluster);
        }

        json.WriteEndObject();
    }

    private static byte[] Compressed(ReadOnlySpan<byte> body)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(body);
        }

        return compressed.ToArray();
    }
}
