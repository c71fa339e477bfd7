using Streams.Schemas.Alerts;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Correlate.Storms;

/// <summary>
/// Between what opens alerts and where they go. Of a rule of which many alerts open at a time the first ones go through as they are; further ones are listed at level low,
/// each under its own id, and one alert of the rule's own level tells of them. Rules do not share a storm, and each task counts its own partition against its share.
/// </summary>
/// <param name="options">When a storm begins.</param>
/// <param name="storms">The rules' storms, by rule.</param>
/// <param name="members">The alerts that storms tell of, by id.</param>
/// <param name="output">Where alerts go.</param>
internal sealed class StormGate(StormOptions options, IKeyedState<StormState> storms, IKeyedState<StormMember> members, ICorrelateOutput output)
    : ICorrelateOutput
{
    /// <summary>A storm's alert takes in no more than this after it began; the next names it.</summary>
    private const long Max = 3_600 * Timestamp.Second;
    private readonly long _window = TimeOptions.Nanos(options.Window);
    private readonly HashSet<string> _going = new(StringComparer.Ordinal);
    private readonly List<string> _ended = [];

    /// <summary>Call after the state has been restored.</summary>
    public void Restored()
    {
        foreach (var rule in storms.Keys)
        {
            var state = storms.Get(rule)!; // a listed key has a state
            StoredForm.Check("a rule's storm", state.Form, StormState.Newest);
            if (state.Alert is not null)
            {
                _going.Add(rule);
            }
        }
    }

    /// <inheritdoc/>
    public void Alert(Alert alert)
    {
        if (alert.Status == AlertStatus.Open && members.Get(alert.Id) is null)
        {
            Open(alert);
            return;
        }

        if (members.Get(alert.Id) is { } member)
        {
            Follow(alert, member);
            return;
        }

        output.Alert(IsBesides(alert) && _going.Contains(alert.RuleId) ? alert with { Storm = storms.Get(alert.RuleId)!.Alert!.Id } : alert); // it goes on
    }

    /// <inheritdoc/>
    public void Unknown(Signal signal) => output.Unknown(signal);

    /// <inheritdoc/>
    public void Blind(string ruleId) => output.Blind(ruleId);

    /// <summary>The watermarks have moved: a storm's growth is told as alerts' growth is, and one of which nothing came for a window is over.</summary>
    public void Advance(WatermarkState watermarks)
    {
        foreach (var rule in _going)
        {
            var state = storms.Get(rule)!; // it goes on
            var progress = ProgressOf(state.Alert!, watermarks);
            if (progress > state.Opened[^1] + _window)
            {
                _ended.Add(rule);
            }
            else if (state.HasGrown && progress >= state.WrittenAt + state.Wait)
            {
                Tell(rule, state, progress);
            }
        }

        foreach (var rule in _ended)
        {
            End(rule, storms.Get(rule)!);
        }

        _ended.Clear();
    }

    /// <summary>What of an alert that opened before its rule's storm is no news besides the storm. What renews it is.</summary>
    private static bool IsBesides(Alert alert) => alert.Status is AlertStatus.Updated or AlertStatus.Closed;

    private void Open(Alert alert)
    {
        if (options.Alerts == 0)
        {
            output.Alert(alert);
            return;
        }

        var state = storms.Get(alert.RuleId);
        if (state is null)
        {
            state = new StormState();
            storms.Put(alert.RuleId, state);
        }

        var isOver = state.IsOver(alert.Time, options.Alerts, _window);
        state.Open(alert.Time, options.Alerts, _window);
        storms.Touch(alert.RuleId);
        if (isOver)
        {
            Fold(alert, state);
        }
        else
        {
            output.Alert(alert);
        }
    }

    private void Follow(Alert alert, StormMember member)
    {
        output.Alert(StormAlert.Fold(alert, member.Storm));
        if (alert.Status is AlertStatus.Closed or AlertStatus.Superseded)
        {
            members.Remove(alert.Id);
        }

        if (alert.Status == AlertStatus.Superseded && storms.Get(alert.RuleId) is { Alert: { } storm } state && storm.Id == member.Storm)
        {
            (state.Alert, state.HasGrown) = (storm with { Count = storm.Count - 1 }, true);
            storms.Touch(alert.RuleId);
        }
    }

    private void Fold(Alert alert, StormState state)
    {
        if (state.Alert is { } old && alert.Time - old.Time > Max)
        {
            End(alert.RuleId, state);
        }

        if (state.Alert is not { } storm)
        {
            state.Alert = StormAlert.Begin(alert, state.Previous);
            (state.WrittenAt, state.Wait, state.HasGrown) = (alert.Time, Pace.First, false);
            _going.Add(alert.RuleId);
            output.Alert(state.Alert);
        }
        else
        {
            state.Alert = StormAlert.Add(storm, alert);
            state.HasGrown = true;
        }

        members.Put(alert.Id, new StormMember(state.Alert.Id));
        output.Alert(StormAlert.Fold(alert, state.Alert.Id));
    }

    private void Tell(string rule, StormState state, Timestamp now)
    {
        output.Alert(state.Alert! with { Status = AlertStatus.Updated }); // it goes on
        (state.WrittenAt, state.Wait, state.HasGrown) = (now, Pace.After(state.Wait), false);
        storms.Touch(rule);
    }

    private void End(string rule, StormState state)
    {
        output.Alert(state.Alert! with { Status = AlertStatus.Closed }); // it goes on
        (state.Previous, state.Alert) = (state.Alert.Id, null);
        _going.Remove(rule);
        storms.Touch(rule);
    }

    private static Timestamp ProgressOf(Alert storm, WatermarkState watermarks)
    {
        var least = Timestamp.Never;
        foreach (var source in storm.Sources)
        {
            if (watermarks.IsConfigured(source))
            {
                least = Timestamp.Min(least, watermarks.Progress(source));
            }
        }

        return least.IsNever ? Timestamp.Unknown : least;
    }
}
