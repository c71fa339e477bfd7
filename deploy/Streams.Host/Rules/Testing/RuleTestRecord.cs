namespace Streams.Host.Rules.Testing;

/// <summary>A raw line of a rule's test.</summary>
internal sealed class RuleTestRecord
{
    /// <summary>The source's name.</summary>
    public string Source { get; set; } = "";

    public string Line { get; set; } = "";
}
