namespace Streams.Detections.Matching;

/// <summary>The rules to be evaluated for one event. Reused; owned by one thread.</summary>
internal sealed class CandidateSet
{
    private int[] _marks = [];
    private int[] _rules = [];
    private int _generation;
    private int _count;

    /// <summary>The rules, ascending; only after <see cref="Sort"/>.</summary>
    public ReadOnlySpan<int> Rules => _rules.AsSpan(0, _count);

    public void Clear(int ruleCount)
    {
        if (_marks.Length < ruleCount)
        {
            (_marks, _rules) = (new int[ruleCount], new int[ruleCount]);
        }

        (_generation, _count) = (_generation + 1, 0);
    }

    public void Add(int[] rules)
    {
        foreach (var rule in rules)
        {
            if (_marks[rule] != _generation)
            {
                _marks[rule] = _generation;
                _rules[_count++] = rule;
            }
        }
    }

    public void Sort() => _rules.AsSpan(0, _count).Sort();
}
