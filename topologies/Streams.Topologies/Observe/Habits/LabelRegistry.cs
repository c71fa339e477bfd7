using Streams.Schemas.Events;
using Streams.Schemas.Labels;

namespace Streams.Topologies.Observe.Habits;

/// <summary>What has been said of alerts, with the event times from which on it counts, in their order. One thread sets it, every task looks at it.</summary>
public sealed class LabelRegistry
{
    private volatile IReadOnlyList<(Label Label, Timestamp From)> _labels = [];

    /// <summary>The labels.</summary>
    public IReadOnlyList<(Label Label, Timestamp From)> Labels
    {
        get => _labels;
        set => _labels = value;
    }
}
