using System.Text;
using Streams.Schemas.Batches;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Json;

namespace Streams.Schemas.Sources;

/// <summary>What bytes look like, by their first signs. For a person; nothing is decided by it.</summary>
internal static class Appearance
{
    private const int Looked = 4096;

    private static readonly (byte[] Sign, string Name)[] Objects =
    [
        (Ascii("audit.k8s.io/"), "a Kubernetes audit event"),
        (Ascii("\"protoPayload\""), "a Google Cloud audit log"),
        (Ascii("\"resourceLogs\""), "OTLP in JSON"),
        (Ascii("\"resourceSpans\""), "OTLP traces"),
        (Ascii("\"resourceMetrics\""), "OTLP metrics"),
        (Ascii("\"output_fields\""), "a Falco event"),
        (Ascii("\"process_exec\""), "a Tetragon event"),
        (Ascii("\"process_kprobe\""), "a Tetragon event"),
        (Ascii("\"__REALTIME_TIMESTAMP\""), "a journal record"),
        (Ascii("\"__CURSOR\""), "a journal record"),
        (Ascii("\"flow\":{"), "a Hubble flow"),
        (Ascii("\"eventName\""), "a Tracee event"),
        (Ascii("\"logEvents\""), "a CloudWatch subscription"),
        (Ascii("\"involvedObject\""), "a Kubernetes event, not of audit"),
        (Ascii("\"auditbeat\""), "a document of Auditbeat"),
        (Ascii("\"ParentProcessName\""), "an event of KubeArmor"),
        (Ascii("\"hostIdentifier\""), "a result of osquery"),
        (Ascii("\"source_name_aggr\""), "a flow of Calico"),
        (Ascii("\"source_type\""), "a record of Vector"),
        (Ascii("\"docker_id\""), "a container's line in Fluent Bit's envelope"),
        (Ascii("\"kubernetes\":{"), "a container's line in a shipper's envelope"),
    ];

    /// <summary>A name with its article, or null where there is no sign.</summary>
    public static string? Of(ReadOnlyMemory<byte> bytes)
    {
        var text = bytes.Span.Trim(" \t\r\n"u8);
        var head = text.Length > Looked ? text[..Looked] : text;
        if (text.IsEmpty)
        {
            return null;
        }

        return text[0] switch
        {
            (byte)'{' => OfObject(head),
            (byte)'[' when JsonStart.First(text[1..]) is (byte)'{' or (byte)'"' => "a JSON array",
            0x1f when text.Length > 1 && text[1] == 0x8b => "gzip",
            0x28 when head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]) => "zstd",
            0 when text.Length > 5 =>
                "Avro or Protobuf in Confluent's framing, of a schema that is not known here: name the registry that knows it (kafka.schemaRegistryUrl, Avro only), or let the producer write JSON (value.converter JsonConverter, or the JSON schema serializer)",
            (>= 0x80 and <= 0x8f) or 0xde or 0xdf => "MessagePack",
            _ when OtlpProtobuf.IsOtlp(bytes) => "OTLP protobuf",
            _ when IsBinary(head) => "binary",
            _ => OfText(head),
        };
    }

    private static string? OfObject(ReadOnlySpan<byte> head)
    {
        foreach (var (sign, name) in Objects)
        {
            if (head.IndexOf(sign) >= 0)
            {
                return name;
            }
        }

        return null;
    }

    /// <summary><c>10:00:01.123456789: Notice …</c></summary>
    private static bool IsFalco(ReadOnlySpan<byte> text) =>
        text.Length > 20
        && text[2] == ':'
        && text[5] == ':'
        && text[8] == '.'
        && text[18] == ':'
        && text[9..18].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;

    private static string? OfText(ReadOnlySpan<byte> text) =>
        text switch
        {
            _ when CriLine.TryRead(text, out _) => "a CRI line",
            _ when text.StartsWith("[INFO] "u8) && text.IndexOf(" IN "u8) > 0 => "a line of CoreDNS",
            _ when text.IndexOf(" SRC="u8) >= 0 && text.IndexOf(" DST="u8) >= 0 => "a netfilter line",
            _ when text.IndexOf(": query: "u8) > 0 || text.IndexOf(" query["u8) > 0 || text.IndexOf(" unbound["u8) > 0 => "a resolver's query line",
            _ when IsFalco(text) => "the text that Falco writes without json_output: true",
            _ when text.StartsWith("type="u8) && text.IndexOf("msg=audit("u8) > 0 => "a record of auditd",
            _ when text.IndexOf("] \""u8) > 0 && text.IndexOf(" HTTP/"u8) > 0 => "a web server's access line",
            _ when text[0] == '<' && text.IndexOf((byte)'>') is > 1 and < 5 => "a syslog line",
            _ => null,
        };

    private static bool IsBinary(ReadOnlySpan<byte> head)
    {
        var control = 0;
        foreach (var octet in head)
        {
            control += octet is < 0x20 and not ((byte)'\t' or (byte)'\r' or (byte)'\n' or 0x1b) || octet == 0x7f ? 1 : 0;
        }

        return control * 20 > head.Length;
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
