using Streams.Schemas.Alerts;
using Streams.Schemas.Events;
using Streams.Topologies.Correlate.Groups;
using Streams.Topologies.Rules;

namespace Streams.Topologies.Correlate;

/// <summary>Writes the alerts of a group as they open, change, are superseded and close.</summary>
internal sealed class AlertWriter(ActiveRule active, ICorrelateOutput output)
{
    private readonly List<string> _gone = [];

    /// <summary>The correlation through the loaded rule sets: an alert has title and level from the one in force at its time.</summary>
    public ActiveRule Active { get; set; } = active;

    /// <summary>Writes what was not written yet.</summary>
    public void WriteNew(GroupBody body, Timestamp now)
    {
        foreach (var draft in body.Standing)
        {
            if (!draft.IsWritten)
            {
                draft.IsWritten = true;
                if (body.Written?.ContainsKey(draft.Id) != true)
                {
                    Write(body, draft, now);
                }
            }
        }
    }

    /// <summary>Writes what has changed since it was last written and need not wait; an alert that lateness has moved is superseded.</summary>
    /// <param name="body">The group.</param>
    /// <param name="now">The event time by which it is written.</param>
    public void WriteChanges(GroupBody body, Timestamp now)
    {
        foreach (var draft in body.Standing)
        {
            Write(body, draft, now);
        }

        if (body.Written is not { Count: > 0 } written)
        {
            return;
        }

        _gone.Clear();
        foreach (var id in written.Keys)
        {
            if (!IsStanding(body.Standing, id))
            {
                _gone.Add(id);
            }
        }

        foreach (var id in _gone)
        {
            output.Alert(written[id].Alert with { Status = AlertStatus.Superseded });
            written.Remove(id);
            body.IsChanged = true;
        }
    }

    /// <summary>Closes the alerts that can grow no more.</summary>
    /// <returns>True where there was one.</returns>
    public bool Close(GroupBody body, Timestamp progress, long suppress)
    {
        var closed = false;
        while (body.Session.Drafts is [var draft, ..] && (draft.LastActivity + suppress < progress || body.Session.Drafts.Count > 1))
        {
            if (body.Written?.Remove(draft.Id) != true)
            {
                // Concluded and over within one step of the watermark: who counts or shows what was opened must see it, too.
                output.Alert(AlertFactory.Of(draft, Active.At(draft.Time).Rule, AlertStatus.Open));
            }

            output.Alert(AlertFactory.Of(draft, Active.At(draft.Time).Rule, AlertStatus.Closed));
            body.Session.Drafts.RemoveAt(0);
            body.AheadSession?.Drafts.RemoveAll(d => d.Id == draft.Id);
            closed = true;
        }

        return closed;
    }

    /// <summary>Whether an alert was written that is not open behind the watermark.</summary>
    public static bool HasWrittenAhead(GroupBody body)
    {
        foreach (var id in body.Written?.Keys ?? Enumerable.Empty<string>())
        {
            if (!IsStanding(body.Session.Drafts, id))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsStanding(List<AlertDraft> drafts, string id)
    {
        foreach (var draft in drafts)
        {
            if (draft.Id == id)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The event time from which a change that waits is written; <see cref="Timestamp.Never"/>: none waits.</summary>
    public static Timestamp DueOf(GroupBody body)
    {
        var due = Timestamp.Never;
        if (body.Written is { Count: > 0 } written)
        {
            foreach (var draft in body.Session.Drafts)
            {
                if (written.TryGetValue(draft.Id, out var known) && !AlertFactory.SameContent(draft, known.Alert))
                {
                    due = Timestamp.Min(due, known.Due);
                }
            }
        }

        return due;
    }

    /// <summary>An alert that was opened ahead of the watermark says no less while what it said then waits to be settled.</summary>
    private void Write(GroupBody body, AlertDraft draft, Timestamp now)
    {
        var known = body.Written?.GetValueOrDefault(draft.Id);
        if (
            known is not null
            && (AlertFactory.SameContent(draft, known.Alert) || (draft.Count < known.Alert.Count && body is { AheadSession: null, Buffered.Count: > 0 }))
        )
        {
            return;
        }

        var rule = Active.At(draft.Time).Rule;
        now = Timestamp.Max(now, draft.LastSeen);
        if (known is null)
        {
            Put(body, AlertFactory.Of(draft, rule, AlertStatus.Open), now, Pace.First);
            return;
        }

        // Looking for news costs a copy of the values: only where there may be some, or where it is written in any case.
        if (now < known.Due && draft.Values.Distinct == known.Alert.EntityValues.Sum(v => v.Values.Count))
        {
            return;
        }

        var alert = AlertFactory.Of(draft, rule, AlertStatus.Updated);
        var news = AlertNews.Of(alert, known.Alert, rule.Meta.Renew);
        if (news.Count > 0)
        {
            Put(body, alert with { Status = AlertStatus.Renewed, News = news }, now, Pace.First);
        }
        else if (now >= known.Due)
        {
            Put(body, alert, now, Pace.After(known.Wait));
        }
    }

    private void Put(GroupBody body, Alert alert, Timestamp now, long wait)
    {
        output.Alert(alert);
        body.Written ??= new Dictionary<string, WrittenAlert>(StringComparer.Ordinal);
        body.Written[alert.Id] = new WrittenAlert(alert, now, wait);
        body.IsChanged = true;
    }
}
