using System.Text;
using Streams.Detections.Matching;
using Streams.Detections.Rules;

namespace Streams.Detections.Tests.Matching;

/// <summary>Rules loaded from files, matched against bare JSON.</summary>
internal sealed class RuleRun
{
    private readonly RuleSet _rules;
    private readonly EventView _view;

    public RuleRun(params string[] paths)
    {
        (_rules, var errors) = RuleSetLoader.Load(paths);
        Assert.True(errors.Count == 0, string.Join('\n', errors));
        _view = new EventView(_rules.Slots);
    }

    /// <summary>The ids of the rules that an event matches.</summary>
    public IReadOnlyList<string> Matches(string json)
    {
        Assert.Null(_view.TrySet(Encoding.UTF8.GetBytes(json)));
        var matches = new List<int>();
        _rules.Matcher.MatchAnySource(_view, matches);
        return [.. matches.Select(m => _rules.Detections[m].Meta.Id)];
    }

    public Level LevelOf(string id) => _rules.Detections.Single(d => d.Meta.Id == id).Meta.Level;
}
