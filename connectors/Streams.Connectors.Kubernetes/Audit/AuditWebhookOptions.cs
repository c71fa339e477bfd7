namespace Streams.Connectors.Kubernetes.Audit;

/// <summary>Who may post, and how much.</summary>
public sealed record AuditWebhookOptions
{
    /// <summary>Who shows it (<c>Authorization: Bearer</c>) may post; empty: whoever reaches the address.</summary>
    public string Token { get; init; } = "";

    /// <summary>The largest batch, before and after decompression; default 32 MiB. A batch over a record's limit is split by items before it is published.</summary>
    public int MaxBodyBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>The most items of a batch; default 10,000. The API server sends 400 at most unless it is told otherwise.</summary>
    public int MaxItems { get; init; } = 10_000;

    /// <summary>The most bytes of all batches that are being received and published at a time; default 64 MiB.</summary>
    public long MaxBytesInFlight { get; init; } = 64 * 1024 * 1024;

    /// <summary>How long one batch may take to come in; default 30 s, as long as the API server waits.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
