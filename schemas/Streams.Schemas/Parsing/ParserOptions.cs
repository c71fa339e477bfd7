using Streams.Schemas.Settings;

namespace Streams.Schemas.Parsing;

/// <summary>Limits and defaults of all parsers.</summary>
public sealed record ParserOptions
{
    /// <summary>The longest record in bytes; default 16 MiB: who sends a long request must not thereby hide it from the rules.</summary>
    [Setting("the longest raw record, in bytes", Least = "1024")]
    public int MaxLineBytes { get; init; } = 16 << 20;

    /// <summary>The most bytes that a compressed record may hold; default 16 MiB.</summary>
    [Setting("the most bytes that a compressed raw record may hold", Least = "1024")]
    public int MaxDecodedBytes { get; init; } = 16 << 20;

    /// <summary>Proxies in front of the API server whose forwarding headers are believed; default none.</summary>
    [Setting("proxies in front of the API server whose forwarding headers are believed: addresses or networks")]
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>The deepest JSON nesting that is read; default 64, which is also what rules look at. What lies deeper is cut out, and the event says so.</summary>
    [Setting("the deepest JSON nesting of a raw record that is read; what lies deeper is cut out (`tags: truncated`)", Least = "4", Most = "64")]
    public int MaxDepth { get; init; } = 64;

    /// <summary>The most fields (JSON properties) of a record; default 1,000,000: a request to the API server can hold some hundred thousand.</summary>
    [Setting("the most JSON properties of a raw record", Least = "16")]
    public int MaxFields { get; init; } = 1_000_000;

    /// <summary>The time of records that have none anywhere, and the year of RFC 3164 headers; null: the append time.</summary>
    public DateTimeOffset? TimeBase { get; init; }

    /// <summary>The zone of headers that name none; default UTC.</summary>
    [Setting("the zone of times in raw records that name none")]
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>By which schemas Avro behind Confluent's framing was written; null: it is refused.</summary>
    public IWriterSchemas? WriterSchemas { get; init; }

    /// <summary>Search suffixes of the cluster's DNS; default <c>cluster.local</c>.</summary>
    [Setting("search suffixes of the cluster's DNS")]
    public IReadOnlyList<string> ClusterDomains { get; init; } = ["cluster.local"];
}
