namespace Streams.Host.Rules.Testing;

/// <summary>One test beside a rule, as it is written.</summary>
internal sealed class RuleTest
{
    /// <summary>What it shows.</summary>
    public string Name { get; set; } = "";

    /// <summary>The raw lines that it is given, in order.</summary>
    public List<RuleTestRecord> Records { get; set; } = [];

    /// <summary>How many alerts of the file's rules there must be.</summary>
    public int? Alerts { get; set; }

    /// <summary>Entities that one of the alerts must have, by their names.</summary>
    public Dictionary<string, string> Entities { get; set; } = [];

    public RuleTestOptions Options { get; set; } = new();
}
