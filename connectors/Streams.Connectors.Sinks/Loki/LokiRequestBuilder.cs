using System.Buffers;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json;
using Streams.Connectors.Sinks.Http;
using Streams.Schemas.Alerts;

namespace Streams.Connectors.Sinks.Loki;

/// <summary>Makes pushes of entries.</summary>
internal sealed class LokiRequestBuilder(Uri url, string tenant)
{
    private readonly Uri _push = HttpDelivery.At(url, "/loki/api/v1/push");

    /// <summary>One push.</summary>
    public HttpRequestMessage Build(IReadOnlyList<LokiEntry> entries)
    {
        var content = new ByteArrayContent(Compressed(Body(entries)));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        var request = new HttpRequestMessage(HttpMethod.Post, _push) { Content = content };
        if (tenant.Length > 0)
        {
            request.Headers.Add(LokiSink.TenantHeader, tenant);
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
        json.WriteString("partition", labels.Partition.ToString(System.Globalization.CultureInfo.InvariantCulture));
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
