using Streams.Redaction;
using Streams.Schemas.Entities;

namespace Streams.Schemas.Alerts;

/// <summary>An alert without the secrets, and the signs that act, in what events brought into it. What its rule's author wrote stays.</summary>
public static class AlertRedaction
{
    /// <summary>The alert itself where there is nothing to take out.</summary>
    public static Alert Redact(this Redactor redactor, Alert alert)
    {
        string Clean(string text) => ControlSigns.Escape(redactor.Redact(text));
        var evidence = Map(alert.Evidence, e => Clean(e.Excerpt) is var text && ReferenceEquals(text, e.Excerpt) ? e : e with { Excerpt = text });
        var group = Map(alert.Group, g => Clean(g.Value) is var text && ReferenceEquals(text, g.Value) ? g : g with { Value = text });
        var values = Map(alert.EntityValues, v =>
            Map(v.Values, c => Clean(c.Value) is var text && ReferenceEquals(text, c.Value) ? c : c with { Value = text }) is var counted
            && ReferenceEquals(counted, v.Values)
                ? v
                : v with
                {
                    Values = counted,
                }
        );
        var news = Map(alert.News, Clean);
        var newValue = alert.NewValue is null ? null : Clean(alert.NewValue);
        var entities = redactor.Redact(alert.Entities);
        var explanation = alert.Explanation is { } known ? known.Map(Clean) : null;
        return
            ReferenceEquals(evidence, alert.Evidence)
            && ReferenceEquals(group, alert.Group)
            && ReferenceEquals(values, alert.EntityValues)
            && ReferenceEquals(news, alert.News)
            && ReferenceEquals(newValue, alert.NewValue)
            && ReferenceEquals(entities, alert.Entities)
            && ReferenceEquals(explanation, alert.Explanation)
            ? alert
            : alert with
            {
                Evidence = evidence,
                Group = group,
                EntityValues = values,
                News = news,
                NewValue = newValue,
                Entities = entities,
                Explanation = explanation,
            };
    }

    private static IReadOnlyList<T> Map<T>(IReadOnlyList<T> items, Func<T, T> change)
        where T : class
    {
        List<T>? changed = null;
        for (var i = 0; i < items.Count; i++)
        {
            var item = change(items[i]);
            if (changed is null && !ReferenceEquals(item, items[i]))
            {
                changed = [.. items.Take(i)];
            }

            changed?.Add(item);
        }

        return changed ?? items;
    }
}
