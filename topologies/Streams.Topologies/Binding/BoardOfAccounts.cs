using System.Collections.Concurrent;
using Streams.Topologies.Normalise;

namespace Streams.Topologies.Binding;

/// <summary>The accounts of this process's tasks of A, for metrics and the account line. Reads may see a record half counted; after a stop they are exact.</summary>
public sealed class BoardOfAccounts
{
    private readonly ConcurrentDictionary<string, StageAccount> _accounts = new(StringComparer.Ordinal);

    /// <summary>The accounts by <c>topic-partition</c>.</summary>
    public IReadOnlyDictionary<string, StageAccount> Accounts => _accounts;

    /// <summary>The sum.</summary>
    public StageAccount Sum()
    {
        var sum = new StageAccount();
        foreach (var account in _accounts.Values)
        {
            sum.Add(account);
        }

        return sum;
    }

    /// <summary>Late and duplicate records of B and C.</summary>
    public ConcurrentDictionary<string, (long Late, long Duplicate)> Irregular { get; } = new(StringComparer.Ordinal);

    /// <summary>Late and duplicate records, summed over the tasks of each stage.</summary>
    public string IrregularByStage() => string.Join("; ", new[] { "observe", "correlate" }.Select(stage =>
    {
        var tasks = Irregular.Where(i => i.Key.StartsWith(stage, StringComparison.Ordinal)).ToArray();
        return $"{stage} late {tasks.Sum(t => t.Value.Late)} duplicate {tasks.Sum(t => t.Value.Duplicate)}";
    }));

    /// <summary>By partition of C: the append time up to which everything has arrived there.</summary>
    public ConcurrentDictionary<int, long> Frontiers { get; } = new();

    /// <summary>How often an absence rule could not conclude, by rule.</summary>
    public ConcurrentDictionary<string, long> Blind { get; } = new(StringComparer.Ordinal);

    internal void Put(string origin, StageAccount account) => _accounts[origin] = account;
}
