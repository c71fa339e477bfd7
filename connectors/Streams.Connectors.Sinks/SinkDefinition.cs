using Streams.Schemas.Alerts;

namespace Streams.Connectors.Sinks;

/// <summary>A row of the table of sinks: all that the rest of the program knows of one.</summary>
public sealed class SinkDefinition
{
    private SinkDefinition(
        string name,
        string text,
        Func<SinkDeliveryOptions> defaults,
        Func<SinkDeliveryOptions, bool> isOn,
        Func<SinkDeliveryOptions, SinkContext, IAlertSink> create,
        Func<SinkDeliveryOptions, IEnumerable<SinkProbe>> probes,
        Func<Alert, bool> takes
    ) => (Name, Text, Defaults, IsOn, Create, Probes, Takes) = (name, text, defaults, isOn, create, probes, takes);

    /// <summary>Its name: in the configuration under <c>sinks</c>, in metrics, and in its consumer group.</summary>
    public string Name { get; }

    /// <summary>What it is, in half a line.</summary>
    public string Text { get; }

    /// <summary>Fresh options.</summary>
    public Func<SinkDeliveryOptions> Defaults { get; }

    /// <summary>Whether options switch it on.</summary>
    public Func<SinkDeliveryOptions, bool> IsOn { get; }

    /// <summary>Makes it; nothing is asked of the other side yet.</summary>
    public Func<SinkDeliveryOptions, SinkContext, IAlertSink> Create { get; }

    /// <summary>What the doctor may look at.</summary>
    public Func<SinkDeliveryOptions, IEnumerable<SinkProbe>> Probes { get; }

    /// <summary>Whether it is given an alert: what a storm tells of is only for those that list everything (<see cref="Alert.IsFolded"/>).</summary>
    public Func<Alert, bool> Takes { get; }

    /// <summary>What a sink that lists everything is given.</summary>
    internal static bool Everything(Alert alert) => true;

    /// <summary>A row by the type of its options. Without <c>takes</c> it is given what no storm tells of.</summary>
    internal static SinkDefinition Of<TOptions>(
        string name,
        string text,
        Func<TOptions, bool> isOn,
        Func<TOptions, SinkContext, IAlertSink> create,
        Func<TOptions, IEnumerable<SinkProbe>>? probes = null,
        Func<Alert, bool>? takes = null
    )
        where TOptions : SinkDeliveryOptions, new() =>
        new(
            name,
            text,
            static () => new TOptions(),
            o => isOn((TOptions)o),
            (o, context) => create((TOptions)o, context),
            o => probes?.Invoke((TOptions)o) ?? [],
            takes ?? (static alert => !alert.IsFolded)
        );
}
