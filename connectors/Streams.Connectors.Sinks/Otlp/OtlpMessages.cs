using System.Text;
using Streams.Schemas.Text;

namespace Streams.Connectors.Sinks.Otlp;

/// <summary>
/// The few messages of OTLP that a sink of logs needs, in protobuf. Numbers of fields: opentelemetry-proto, <c>logs/v1/logs.proto</c>,
/// <c>common/v1/common.proto</c> and <c>collector/logs/v1/logs_service.proto</c>.
/// </summary>
internal static class OtlpMessages
{
    /// <summary><c>LogRecord</c>.</summary>
    public static byte[] LogRecord(OtlpRecord record)
    {
        var written = new ProtobufWriter().FixedNumber(1, record.Time).Number(2, record.Severity).Text(3, record.SeverityText).Message(5, Value(record.Body));
        foreach (var attribute in record.Attributes)
        {
            written.Message(6, KeyValue(attribute));
        }

        return written.FixedNumber(11, record.ObservedTime).ToArray();
    }

    /// <summary><c>ExportLogsServiceRequest</c> of records of one resource and scope.</summary>
    public static byte[] Request(IEnumerable<ReadOnlyMemory<byte>> records)
    {
        var scope = new ProtobufWriter();
        foreach (var record in records)
        {
            scope.Bytes(2, record.Span);
        }

        var resource = new ProtobufWriter().Message(1, KeyValue(OtlpRecord.Service));
        return new ProtobufWriter().Message(1, new ProtobufWriter().Message(1, resource).Message(2, scope)).ToArray();
    }

    /// <summary>How many records an <c>ExportLogsServiceResponse</c> says were refused, and why; none, where it is no such message: the status of the call is what counts.</summary>
    public static (long Rejected, string Why) Rejected(byte[] response)
    {
        var (rejected, why) = (0L, "");
        var answer = new ProtobufReader(response);
        while (answer.TryNext())
        {
            var partial = new ProtobufReader(answer is { Field: 1, IsBytes: true } ? answer.Bytes : default);
            while (partial.TryNext())
            {
                (rejected, why) = partial.Field switch
                {
                    1 when !partial.IsBytes => ((long)partial.Number, why),
                    2 when partial.IsBytes => (rejected, Encoding.UTF8.GetString(partial.Bytes.Span)),
                    _ => (rejected, why),
                };
            }
        }

        return (rejected, why);
    }

    private static ProtobufWriter KeyValue((string Key, string Value) attribute) =>
        new ProtobufWriter().Text(1, attribute.Key).Message(2, Value(attribute.Value));

    private static ProtobufWriter Value(string text) => new ProtobufWriter().Text(1, text);
}
