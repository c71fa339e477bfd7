using Streams.Host.Configuration.Settings;
using Streams.Schemas.Feeds;
using Streams.Schemas.Settings;
using Streams.Topologies.Normalise.Feeds;

namespace Streams.Host.Configuration;

/// <summary>The options of every feed of events, by its format.</summary>
internal sealed class EventFeedsOptions : IOptionsTable
{
    private readonly Dictionary<string, EventFeedOptions> _options = EventFormats.All.ToDictionary(
        f => f.Name,
        _ => new EventFeedOptions(),
        StringComparer.Ordinal
    );

    public IEnumerable<OptionsMember> Members =>
        EventFormats.All.Select(f => new OptionsMember(
            f.Name,
            new SettingAttribute($"the topic events.{f.Name}: {f.Text}"),
            null,
            null,
            _ => _options[f.Name],
            (_, value) => _options[f.Name] = (EventFeedOptions)value!
        )); // a section is an object

    /// <summary>The options by format.</summary>
    public IReadOnlyDictionary<string, EventFeedOptions> ByFormat => _options;
}
