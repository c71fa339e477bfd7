namespace Streams.Schemas.Parsing;

/// <summary>Limits and defaults of all parsers.</summary>
public sealed record ParserOptions
{
    /// <summary>The longest record in bytes; default 1 MiB.</summary>
    public int MaxLineBytes { get; init; } = 1 << 20;

    /// <summary>The deepest JSON nesting; default 64.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>The most fields (JSON properties) of a record; default 4,096.</summary>
    public int MaxFields { get; init; } = 4096;

    /// <summary>The time of records that have none anywhere, and the year of RFC 3164 headers; null: the append time.</summary>
    public DateTimeOffset? TimeBase { get; init; }

    /// <summary>The zone of headers that name none; default UTC.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Search suffixes of the cluster's DNS; default <c>cluster.local</c>.</summary>
    public IReadOnlyList<string> ClusterDomains { get; init; } = ["cluster.local"];
}
