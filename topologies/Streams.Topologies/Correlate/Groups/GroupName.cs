namespace Streams.Topologies.Correlate.Groups;

/// <summary>The two parts of a group's key: its correlation's content hash and the group's values.</summary>
/// <param name="key">The key.</param>
internal sealed class GroupName(string key)
{
    /// <summary>The length of a content hash.</summary>
    private const int HashLength = 16;
    private string? _correlation;
    private string? _group;

    /// <summary>The correlation's content hash.</summary>
    public string Correlation => _correlation ??= CorrelationOf(key);

    /// <summary>The group's values, joined by U+001F.</summary>
    public string Group => _group ??= GroupOf(key);

    /// <summary>The correlation's content hash in a key.</summary>
    public static string CorrelationOf(string key) => key[..HashLength];

    /// <summary>The group's values in a key.</summary>
    public static string GroupOf(string key) => key[HashLength..];
}
