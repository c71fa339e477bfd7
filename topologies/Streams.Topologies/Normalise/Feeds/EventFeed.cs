using System.Globalization;
using Streams.Schemas.Events;
using Streams.Schemas.Feeds;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Normalise.Feeds;

/// <summary>Which events one feed tells.</summary>
internal sealed class EventFeed
{
    /// <summary>So many digits of an id choose.</summary>
    private const int Digits = 8;

    private readonly bool[] _sources = new bool[EventSources.All.Count];
    private readonly string _send;
    private readonly uint _sample;

    public EventFeed(IEventFormat format, EventFeedOptions options)
    {
        (Format, _send, _sample) = (format, options.Send, (uint)options.Sample);
        foreach (var source in EventSources.All)
        {
            _sources[(int)source] = options.Sources.Count == 0 || options.Sources.Contains(source.Name());
        }
    }

    /// <summary>How it tells them.</summary>
    public IEventFormat Format { get; }

    /// <summary>Whether it tells an event; of equal ids always the same.</summary>
    public bool Takes(Event e) =>
        _sources[(int)e.Source]
        && _send switch
        {
            EventFeedOptions.All => true,
            EventFeedOptions.Matched => e.Rules.Count > 0,
            EventFeedOptions.Sampled => e.Rules.Count > 0 || IsChosen(e.Id),
            _ => false,
        };

    private bool IsChosen(string id) =>
        uint.TryParse(id.AsSpan(0, Math.Min(id.Length, Digits)), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var number) && number % _sample == 0;
}
