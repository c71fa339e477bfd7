using Streams.Schemas.Alerts;

namespace Streams.Connectors.Sinks.Alertmanager;

/// <summary>An alert as it stands with the Alertmanagers.</summary>
internal sealed record ActiveAlert
{
    /// <summary>Its last state.</summary>
    public required Alert Alert { get; init; }

    /// <summary>What identifies it there; made of the first state that was seen, and kept: an entity that becomes known later is none.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Labels { get; init; }

    /// <summary>When it began, not after <see cref="Since"/>: an event's clock may be ahead, and Alertmanager refuses an alert that ends before it starts.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>When it was first seen here.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it is or was over; null while it is active.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>The change that made it so; changes are numbered.</summary>
    public required long Version { get; init; }
}
