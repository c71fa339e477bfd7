using Streams.Schemas.Rules;

namespace Streams.Host.Rules.Reload;

/// <summary>The sets that stand in the topic, by name: together they are the rules. One thread.</summary>
internal sealed class PublishedSets
{
    private readonly SortedDictionary<string, IReadOnlyList<RuleFile>> _sets = new(StringComparer.Ordinal);

    /// <summary>Takes in a record; without files the name has no rules any more.</summary>
    public void Put(string name, IReadOnlyList<RuleFile> files)
    {
        if (files.Count == 0)
        {
            _sets.Remove(name);
            return;
        }

        _sets[name] = files;
    }

    /// <summary>All rules, each file under <c>name/path</c>.</summary>
    public IReadOnlyList<RuleFile> All() => [.. _sets.SelectMany(s => s.Value.Select(f => new RuleFile($"{s.Key}/{f.Path}", f.Text)))];
}
