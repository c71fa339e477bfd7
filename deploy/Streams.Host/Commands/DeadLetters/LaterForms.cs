using Streams.Schemas.Alerts;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Parsing;
using Streams.Schemas.Signals;
using Streams.Topologies.Binding;

namespace Streams.Host.Commands.DeadLetters;

/// <summary>
/// Letters of our own topics that this version can read: an earlier version, which did not know their form, set them aside while both ran.
/// Where topics are sealed none goes back: nobody vouches for a letter, and sending it would seal it.
/// </summary>
internal sealed class LaterForms(TopicNames topics, bool isSealed)
{
    /// <summary>Letters that were left, because their topic is sealed.</summary>
    public int Sealed { get; private set; }

    /// <summary>Whether a letter goes back to the topic of ours that it names.</summary>
    public bool Takes(string topic, ReadOnlySpan<byte> value)
    {
        if (!IsReadable(topic, value))
        {
            return false;
        }

        Sealed += isSealed ? 1 : 0;
        return !isSealed;
    }

    /// <summary>Whether a sink is told of an alert that it could not read; the alert itself comes from its topic.</summary>
    public static bool Takes(DeadReason reason, ReadOnlySpan<byte> value) => reason != DeadReason.NotAnAlert || AlertCodec.Decode(value) is not null;

    private bool IsReadable(string topic, ReadOnlySpan<byte> value) =>
        topic == topics.Signals
            ? SignalCodec.Decode(value) is not null
            : topic == topics.Observations && (BehaviourCodec.Decode(value) is not null || ObservationCodec.Decode(value) is not null);
}
