using Google.Protobuf;

namespace Streams.Connectors.Sinks.Otlp;

/// <summary>
/// The few messages of OTLP that a sink of logs needs, in protobuf. Numbers of fields: opentelemetry-proto, <c>logs/v1/logs.proto</c>,
/// <c>common/v1/common.proto</c> and <c>collector/logs/v1/logs_service.proto</c>.
/// </summary>
internal static class OtlpMessages
{
    /// <summary><c>LogRecord</c>.</summary>
    public static byte[] LogRecord(OtlpRecord record) =>
        Message(to =>
        {
            to.WriteTag(1, WireFormat.WireType.Fixed64);
            to.WriteFixed64((ulong)record.Time);
            to.WriteTag(2, WireFormat.WireType.Varint);
            to.WriteEnum(record.Severity);
            WriteText(to, 3, record.SeverityText);
            WriteMessage(to, 5, Value(record.Body));
            foreach (var attribute in record.Attributes)
            {
                WriteMessage(to, 6, KeyValue(attribute));
            }

            to.WriteTag(11, WireFormat.WireType.Fixed64);
            to.WriteFixed64((ulong)record.ObservedTime);
        });

    /// <summary><c>ExportLogsServiceRequest</c> of records of one resource and scope.</summary>
    public static byte[] Request(IEnumerable<ReadOnlyMemory<byte>> records)
    {
        var resource = Message(static to => WriteMessage(to, 1, KeyValue(OtlpRecord.Service)));
        var scope = Message(to =>
        {
            foreach (var record in records)
            {
                WriteMessage(to, 2, record);
            }
        });
        var logs = Message(to =>
        {
            WriteMessage(to, 1, resource);
            WriteMessage(to, 2, scope);
        });
        return Message(to => WriteMessage(to, 1, logs));
    }

    /// <summary>How many records an <c>ExportLogsServiceResponse</c> says were refused, and why.</summary>
    /// <exception cref="InvalidProtocolBufferException">It is none.</exception>
    public static (long Rejected, string Why) Rejected(byte[] response)
    {
        var partial = Field(response, 1);
        var (rejected, why) = (0L, "");
        var from = new CodedInputStream(partial);
        for (var tag = from.ReadTag(); tag != 0; tag = from.ReadTag())
        {
            switch (WireFormat.GetTagFieldNumber(tag), WireFormat.GetTagWireType(tag))
            {
                case (1, WireFormat.WireType.Varint):
                    rejected = from.ReadInt64();
                    break;
                case (2, WireFormat.WireType.LengthDelimited):
                    why = from.ReadString();
                    break;
                default:
                    from.SkipLastField();
                    break;
            }
        }

        return (rejected, why);
    }

    /// <summary>The last field of a number that is bytes; empty where there is none.</summary>
    private static byte[] Field(byte[] message, int number)
    {
        byte[] found = [];
        var from = new CodedInputStream(message);
        for (var tag = from.ReadTag(); tag != 0; tag = from.ReadTag())
        {
            if (tag == WireFormat.MakeTag(number, WireFormat.WireType.LengthDelimited))
            {
                found = from.ReadBytes().ToByteArray();
            }
            else
            {
                from.SkipLastField();
            }
        }

        return found;
    }

    private static byte[] KeyValue((string Key, string Value) attribute) =>
        Message(to =>
        {
            WriteText(to, 1, attribute.Key);
            WriteMessage(to, 2, Value(attribute.Value));
        });

    private static byte[] Value(string text) => Message(to => WriteText(to, 1, text));

    private static void WriteText(CodedOutputStream to, int field, string text)
    {
        to.WriteTag(field, WireFormat.WireType.LengthDelimited);
        to.WriteString(text);
    }

    private static void WriteMessage(CodedOutputStream to, int field, ReadOnlyMemory<byte> message)
    {
        to.WriteTag(field, WireFormat.WireType.LengthDelimited);
        to.WriteBytes(UnsafeByteOperations.UnsafeWrap(message));
    }

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var to = new CodedOutputStream(bytes, leaveOpen: true))
        {
            write(to);
        }

        return bytes.ToArray();
    }
}
