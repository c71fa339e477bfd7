using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Confluent.Kafka;

namespace Streams.Engine.Tracing;

/// <summary>
/// The way of a sample of records through the stages, as OpenTelemetry's traces: one begins at a record of certain topics, and what comes of it bears the trace on in a header (W3C Trace Context).
/// Both the choice and the trace's number are made of the record's place, whatever its sender says: what leaves by a timer, or after a restart, is of its record's trace too. Thread-safe.
/// </summary>
/// <param name="ratio">The share of records with which a trace begins, 0 to 1.</param>
/// <param name="begins">The topics at whose records traces begin; in all others they go on.</param>
public sealed class RecordTraces(double ratio, IReadOnlySet<string> begins)
{
    /// <summary>The source of the activities, for whoever exports them.</summary>
    public const string SourceName = "Streams";

    /// <summary>The header that bears a trace on.</summary>
    public const string Header = "traceparent";

    /// <summary>2⁶⁴ by the golden ratio: the products of numbers that follow each other lie evenly.</summary>
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private const int HeaderLength = 55;
    private const int TraceBytes = 16;
    private const int SpanBytes = 8;
    private static readonly ActivitySource Source = new(SourceName);
    private readonly ulong _chosen = ratio >= 1 ? ulong.MaxValue : (ulong)(Math.Max(0, ratio) * ulong.MaxValue);

    /// <summary>Begins the part of a record's way that somebody works on it; its end is told by disposing of it.</summary>
    /// <param name="name">Who works on it.</param>
    /// <param name="topic">The record's topic.</param>
    /// <param name="partition">Its partition.</param>
    /// <param name="offset">Its offset.</param>
    /// <param name="headers">Its headers.</param>
    /// <returns>Null: the record is none of the sample, or nobody listens.</returns>
    public Activity? Begin(string name, string topic, int partition, long offset, Headers? headers)
    {
        ActivityContext parent;
        if (!begins.Contains(topic))
        {
            if (!TryRead(headers, out parent))
            {
                return null;
            }
        }
        else if (!TryBegin(new RecordOrigin(topic, partition, offset), out parent))
        {
            return null;
        }

        var activity = Source.CreateActivity(name, ActivityKind.Consumer, parent, idFormat: ActivityIdFormat.W3C);
        activity?.SetTag("messaging.system", "kafka");
        activity?.SetTag("messaging.destination.name", topic);
        activity?.SetTag("messaging.destination.partition.id", partition);
        activity?.SetTag("messaging.kafka.offset", offset);
        return activity?.Start();
    }

    /// <summary>The header of what comes of the record that is worked on.</summary>
    public static byte[] HeaderOf(Activity activity) => Encoding.ASCII.GetBytes(activity.Id!); // it was started

    /// <summary>The header of what comes of a raw record, whatever is worked on now.</summary>
    /// <param name="origin">The raw record.</param>
    /// <param name="now">What is worked on; null: nothing.</param>
    /// <returns>Null: the record is none of the sample.</returns>
    public byte[]? HeaderOf(in RecordOrigin origin, Activity? now)
    {
        if (!begins.Contains(origin.Topic) || !TryBegin(in origin, out var parent))
        {
            return null;
        }

        return now?.TraceId == parent.TraceId ? HeaderOf(now) : Encoding.ASCII.GetBytes($"00-{parent.TraceId}-{parent.SpanId}-01");
    }

    /// <summary>A trace's number, and that of the part which stands for the record itself; told by nobody.</summary>
    private bool TryBegin(in RecordOrigin origin, out ActivityContext parent)
    {
        parent = default;
        if (!IsChosen(origin.Partition, origin.Offset))
        {
            return false;
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{origin.Topic}/{origin.Partition}/{origin.Offset}"));
        parent = new ActivityContext(
            ActivityTraceId.CreateFromBytes(hash.AsSpan(0, TraceBytes)),
            ActivitySpanId.CreateFromBytes(hash.AsSpan(TraceBytes, SpanBytes)),
            ActivityTraceFlags.Recorded,
            isRemote: true
        );
        return true;
    }

    private static bool TryRead(Headers? headers, out ActivityContext parent)
    {
        parent = default;
        return headers is not null
            && headers.TryGetLastBytes(Header, out var bytes)
            && bytes is { Length: HeaderLength }
            && ActivityContext.TryParse(Encoding.ASCII.GetString(bytes), null, isRemote: true, out parent)
            && (parent.TraceFlags & ActivityTraceFlags.Recorded) != 0;
    }

    private bool IsChosen(int partition, long offset) => _chosen > 0 && ((ulong)offset + ((ulong)partition << 32)) * Golden <= _chosen;
}
