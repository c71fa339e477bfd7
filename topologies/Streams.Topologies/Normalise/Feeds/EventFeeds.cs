using System.Buffers;
using Streams.Redaction;
using Streams.Schemas.Events;
using Streams.Schemas.Feeds;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Normalise.Feeds;

/// <summary>The feeds of one partition. An event that no feed takes costs nothing.</summary>
/// <param name="options">The options by format; a format without any is off.</param>
/// <param name="redactor">Takes secrets out.</param>
internal sealed class EventFeeds(IReadOnlyDictionary<string, EventFeedOptions> options, Redactor redactor)
{
    private readonly EventFeed[] _feeds =
    [
        .. EventFormats.All.Where(f => options.TryGetValue(f.Name, out var o) && o.IsOn).Select(f => new EventFeed(f, options[f.Name])),
    ];

    private readonly FeedEvent _event = new(redactor);
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);

    /// <summary>Adds an event's documents.</summary>
    public void Add(ParsedEvent parsed, Event e, string level, List<FeedRecord> to)
    {
        var isSet = false;
        foreach (var feed in _feeds)
        {
            if (!feed.Takes(e))
            {
                continue;
            }

            if (!isSet)
            {
                _event.Set(parsed, e, level);
                isSet = true;
            }

            _buffer.ResetWrittenCount();
            feed.Format.Write(_event, _buffer);
            to.Add(new FeedRecord(feed.Format, _buffer.WrittenSpan.ToArray(), level, e.Rules));
        }
    }
}
