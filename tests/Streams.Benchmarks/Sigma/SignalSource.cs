using Streams.Schemas.Avro;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;

namespace Streams.Benchmarks.Sigma;

/// <summary>Signals as stage A sends them of audit events: 20,000 a second of virtual time, one in ten late by up to 2 s, groups drawn evenly. The same seed gives the same signals.</summary>
/// <param name="correlation">The content hash.</param>
/// <param name="input">The inputs, by turns.</param>
/// <param name="groups">How many groups.</param>
internal sealed class SignalSource(CorrelationHash correlation, string[] input, int groups)
{
    public const long Start = 1_795_420_000 * Timestamp.Second;
    private const long Step = Timestamp.Second / 20_000;
    private readonly Random _random = new(7);
    private readonly AvroWriter _writer = new();
    private long _count;

    /// <summary>The time of the last signal, less what is late.</summary>
    public Timestamp Now => new Timestamp(Start + (_count * Step));

    /// <summary>The next signal, of a group drawn by chance, as it stands on the topic.</summary>
    public byte[] Next() => Next(_random.Next(groups));

    /// <summary>The next signal, of a given group.</summary>
    public byte[] Next(int group)
    {
        var time = Now - (_random.Next(10) == 0 ? _random.NextInt64(2 * Timestamp.Second) : 0);
        _count++;
        var (pod, id) = ($"shop-{group % 50}/web-{group:x8}-p9w2z", $"{_random.NextInt64():x16}{_count:x16}");
        var signal = new Signal
        {
            Correlation = correlation,
            Input = input[_random.Next(input.Length)],
            Group = pod,
            Value = $"{_random.Next(100)}",
            Entities = new EntitySet
            {
                [EntityKind.Node] = "worker-a",
                [EntityKind.Namespace] = $"shop-{group % 50}",
                [EntityKind.Pod] = pod,
                [EntityKind.Principal] = $"system:serviceaccount:shop-{group % 50}:web",
                [EntityKind.SourceIp] = "172.18.0.3",
            },
            Evidence = new Evidence
            {
                EventId = id,
                Source = EventSource.Kernel,
                Time = time,
                Provenance = new Provenance("raw.audit", 0, _count, _count),
                Excerpt = Excerpt(pod, id),
            },
            TimeSource = TimeSource.Record,
        };
        return SignalCodec.Encode(signal, _writer);
    }

    private static string Excerpt(string pod, string id)
    {
        var text =
            $$"""{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"{{id[..8]}}-{{id[8..12]}}-{{id[12..16]}}-{{id[16..20]}}-{{id[20..]}}","stage":"ResponseComplete","requestURI":"/api/v1/namespaces/{{pod.Replace("/", "/pods/", StringComparison.Ordinal)}}/exec?command=sh&stdin=true","verb":"get","user":{"username":"system:serviceaccount" """;
        return text[..Math.Min(text.Length, Evidence.MaxExcerpt)];
    }
}
