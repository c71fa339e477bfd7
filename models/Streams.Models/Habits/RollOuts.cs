using Streams.Schemas.Events;

namespace Streams.Models.Habits;

/// <summary>
/// When workloads were rolled out: when what their containers are was written, and had been something else before. Writing the same again, as GitOps does, is none.
/// Facts may come in any order.
/// </summary>
/// <param name="lasts">How long a roll-out excuses, nanoseconds.</param>
internal sealed class RollOuts(long lasts)
{
    /// <summary>The most remembered of a workload: an excuse needs the latest ones only.</summary>
    private const int MaxFacts = 16;

    /// <summary>The most workloads: of more, those whose last fact is the oldest are forgotten, a tenth at a time.</summary>
    private const int MaxWorkloads = 20_000;
    private readonly Dictionary<string, List<RollOutFact>> _facts = new(StringComparer.Ordinal);

    /// <summary>What is known of a workload, in order of time; empty where nothing is.</summary>
    public IReadOnlyList<RollOutFact> Of(string workload) => _facts.GetValueOrDefault(workload) ?? [];

    /// <summary>Puts back what was known of a workload.</summary>
    public void Restore(string workload, IEnumerable<RollOutFact> facts) => _facts[workload] = [.. facts];

    /// <summary>Takes in what a workload's containers are from a time on.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="time">The time.</param>
    /// <param name="containers">What they are.</param>
    /// <param name="changed">Is told the workloads of which other things are known now, or nothing any more.</param>
    public void Add(string workload, Timestamp time, string containers, Action<string>? changed)
    {
        if (!_facts.TryGetValue(workload, out var facts))
        {
            MakeRoom(changed);
            _facts.Add(workload, facts = []);
        }

        var at = facts.Count;
        while (at > 0 && (facts[at - 1].Time > time || (facts[at - 1].Time == time && string.CompareOrdinal(facts[at - 1].Containers, containers) > 0)))
        {
            at--;
        }

        var isRepeat = at > 0 && facts[at - 1].Containers == containers;
        if (at < facts.Count && facts[at].Containers == containers)
        {
            facts[at] = new RollOutFact(time, containers);
            changed?.Invoke(workload);
            return;
        }

        if (isRepeat)
        {
            return;
        }

        facts.Insert(at, new RollOutFact(time, containers));
        changed?.Invoke(workload);

        if (facts.Count > MaxFacts)
        {
            facts.RemoveAt(0);
        }
    }

    private void MakeRoom(Action<string>? changed)
    {
        if (_facts.Count < MaxWorkloads)
        {
            return;
        }

        foreach (var (workload, _) in _facts.OrderBy(f => f.Value[^1].Time).ThenBy(f => f.Key, StringComparer.Ordinal).Take(MaxWorkloads / 10).ToArray())
        {
            _facts.Remove(workload);
            changed?.Invoke(workload);
        }
    }

    /// <summary>Whether a workload was rolled out a short while before.</summary>
    public bool Excuses(string workload, Timestamp time)
    {
        if (_facts.TryGetValue(workload, out var facts))
        {
            foreach (var fact in facts)
            {
                if (fact.Time <= time && time - fact.Time <= lasts)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
