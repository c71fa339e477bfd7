namespace Streams.Connectors.Loki.Pushing;

/// <summary>Which Loki, as whom, and how much at once.</summary>
public sealed record LokiSinkOptions
{
    /// <summary><c>http://host:3100</c>, a path before <c>/loki/api/v1/push</c> included where a proxy wants one.</summary>
    public required Uri Url { get; init; }

    /// <summary>The tenant (X-Scope-OrgID); empty: none.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>The user of basic authentication; empty: none.</summary>
    public string Username { get; init; } = "";

    public string Password { get; init; } = "";

    /// <summary>The most bytes of a push before it is compressed; an entry larger than this goes alone. Default 1 MB.</summary>
    public int MaxPushBytes { get; init; } = 1_000_000;

    /// <summary>How long one push may take; default 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
