using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Streams.Connectors.Sinks;
using Streams.Engine.Hosting;
using Streams.Engine.Tracing;
using Streams.Schemas.Alerts;

namespace Streams.Host.Sinks;

/// <summary>How a sink is run.</summary>
internal sealed record SinkRunnerOptions
{
    /// <summary>The sink's name among those of the configuration; null: its own.</summary>
    public string? Name { get; init; }

    /// <summary>Whether processes of one installation share the partitions of <c>alerts</c>, so that each alert is pushed by one of them.</summary>
    public bool IsShared { get; init; }

    /// <summary>Whether the sink is given an alert.</summary>
    public Func<Alert, bool> Takes { get; init; } = static _ => true;

    /// <summary>Which alerts the sink gets, and how; null: all, without secrets.</summary>
    public SinkView? View { get; init; }

    /// <summary>Whose way is traced; null: nobody's.</summary>
    public RecordTraces? Traces { get; init; }

    /// <summary>Gets a sink's trouble once, and its end.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;

    /// <summary>Where a bug ends.</summary>
    public ProcessEnd ProcessEnd { get; init; } = new();

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
