using Streams.Schemas.Text;

namespace Streams.Models.Training.Windows;

/// <summary>Which windows of one set labels colour. An attack outweighs what is open, that what was judged harmless. One owner.</summary>
internal sealed class LabelColours
{
    private readonly Dictionary<string, List<LabelSpan>> _spans = new(StringComparer.Ordinal);

    /// <param name="labels">The labels of the set.</param>
    public LabelColours(IEnumerable<RowLabel> labels)
    {
        foreach (var label in labels)
        {
            var verdict = label.Verdict switch
            {
                "true" => Verdict.Attack,
                "open" => Verdict.Open,
                _ => Verdict.Ordinary,
            };
            if (!_spans.TryGetValue(label.Entity, out var spans))
            {
                _spans.Add(label.Entity, spans = []);
            }

            spans.Add(new LabelSpan(label.Cluster, TimeOf(label.From), TimeOf(label.To), verdict, label.Rule));
        }
    }

    /// <summary>The labels of attacks that have met no window yet.</summary>
    public int Unmet => _spans.Values.Sum(spans => spans.Count(s => s is { Verdict: Verdict.Attack, IsMet: false }));

    /// <summary>Nanoseconds since the epoch.</summary>
    /// <exception cref="FormatException">It is no time.</exception>
    public static long TimeOf(string text) =>
        WrittenTime.TryParse(text, out var time) ? time.Nanoseconds : throw new FormatException($"'{text}' is no time; write it as 2026-11-29T15:00:00Z");

    /// <summary>What is known of a window.</summary>
    public (Verdict Verdict, string Family) Of(string cluster, string entity, long start, long end)
    {
        var (verdict, family) = Find(entity, cluster, start, end);
        var workload = entity.IndexOf(' ');
        return verdict == Verdict.Ordinary && workload > 0 ? Find(entity[..workload], cluster, start, end) : (verdict, family);
    }

    private (Verdict Verdict, string Family) Find(string entity, string cluster, long start, long end)
    {
        var (verdict, family) = (Verdict.Ordinary, "");
        foreach (var span in _spans.GetValueOrDefault(entity) ?? [])
        {
            if (!span.Meets(cluster, start, end))
            {
                continue;
            }

            span.IsMet = true;
            if (span.Verdict > verdict)
            {
                (verdict, family) = (span.Verdict, span.Family);
            }
        }

        return (verdict, family);
    }
}
