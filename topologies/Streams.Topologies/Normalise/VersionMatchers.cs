using Streams.Schemas.Events;
using Streams.Topologies.Entities;
using Streams.Topologies.Rules;

namespace Streams.Topologies.Normalise;

/// <summary>One partition's matchers of the loaded rule sets.</summary>
internal sealed class VersionMatchers(RuleRegistry registry, EntityTable pods)
{
    private readonly List<VersionMatcher> _matchers = [];
    private RuleTimeline? _timeline;

    /// <summary>The matcher of the set in force at an event time.</summary>
    public VersionMatcher At(Timestamp time)
    {
        var timeline = registry.Timeline;
        if (!ReferenceEquals(timeline, _timeline))
        {
            Follow(timeline);
        }

        var version = timeline.At(time);
        for (var i = _matchers.Count - 1; i > 0; i--)
        {
            if (ReferenceEquals(_matchers[i].Version, version))
            {
                return _matchers[i];
            }
        }

        return _matchers[0];
    }

    private void Follow(RuleTimeline timeline)
    {
        _timeline = timeline;
        _matchers.RemoveAll(m => !timeline.Versions.Contains(m.Version));
        for (var i = 0; i < timeline.Versions.Count; i++)
        {
            if (i >= _matchers.Count || !ReferenceEquals(_matchers[i].Version, timeline.Versions[i]))
            {
                _matchers.Insert(i, new VersionMatcher(timeline.Versions[i], pods));
            }
        }
    }
}
