using System.Globalization;

namespace Streams.Host.Supervision;

/// <summary>The ends of the service that its parent has seen, by reason; handed to the next child in its environment, so that it can publish them.</summary>
internal sealed class RestartCounts
{
    public const string Variable = "STREAMS_RESTARTS";

    /// <summary>The service asked to be started again (exit 10).</summary>
    public const string Asked = "asked";

    /// <summary>SIGKILL: by hand or for want of memory.</summary>
    public const string Killed = "killed";

    /// <summary>Any other signal: a crash.</summary>
    public const string Crashed = "crashed";

    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal)
    {
        [Asked] = 0,
        [Killed] = 0,
        [Crashed] = 0,
    };

    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>Whether there was any.</summary>
    public bool Any => _counts.Values.Any(c => c > 0);

    public void Add(string reason) => _counts[reason]++;

    /// <summary>What the parent of this process has counted; zeros where it has none.</summary>
    public static RestartCounts OfParent() => Parse(Environment.GetEnvironmentVariable(Variable) ?? "");

    internal static RestartCounts Parse(string text)
    {
        var read = new RestartCounts();
        foreach (var pair in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (pair.Split('=') is [var reason, var count] && read._counts.ContainsKey(reason) && int.TryParse(count, CultureInfo.InvariantCulture, out var n))
            {
                read._counts[reason] = n;
            }
        }

        return read;
    }

    public override string ToString() => string.Join(',', _counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key}={c.Value}")));
}
