using Streams.Schemas.Alerts;

namespace Streams.Connectors.Sinks;

/// <summary>A row of the table of sinks: all that the rest of the program knows of one.</summary>
public sealed class SinkDefinition
{
    private SinkDefinition(
        string name,
        string text,
        Func<object> defaults,
        Func<object, bool> isOn,
        Func<object, SinkContext, IAlertSink> create,
        Func<object, IEnumerable<SinkProbe>> probes
    ) => (Name, Text, Defaults, IsOn, Create, Probes) = (name, text, defaults, isOn, create, probes);

    /// <summary>Its name: in the configuration under <c>sinks</c>, in metrics, and in its consumer group.</summary>
    public string Name { get; }

    /// <summary>What it is, in half a line.</summary>
    public string Text { get; }

    /// <summary>Fresh options.</summary>
    public Func<object> Defaults { get; }

    /// <summary>Whether options switch it on.</summary>
    public Func<object, bool> IsOn { get; }

    /// <summary>Makes it; nothing is asked of the other side yet.</summary>
    public Func<object, SinkContext, IAlertSink> Create { get; }

    /// <summary>What the doctor may look at.</summary>
    public Func<object, IEnumerable<SinkProbe>> Probes { get; }

    /// <summary>A row by the type of its options.</summary>
    internal static SinkDefinition Of<TOptions>(
        string name,
        string text,
        Func<TOptions, bool> isOn,
        Func<TOptions, SinkContext, IAlertSink> create,
        Func<TOptions, IEnumerable<SinkProbe>>? probes = null
    )
        where TOptions : class, new() =>
        new(
            name,
            text,
            static () => new TOptions(),
            o => isOn((TOptions)o),
            (o, context) => create((TOptions)o, context),
            o => probes?.Invoke((TOptions)o) ?? []
        );
}
