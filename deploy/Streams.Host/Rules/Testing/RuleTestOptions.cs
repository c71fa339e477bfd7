namespace Streams.Host.Rules.Testing;

/// <summary>What a rule's test sets otherwise than the service.</summary>
internal sealed class RuleTestOptions
{
    /// <summary>How long stage B learns a subject.</summary>
    public string Learning { get; set; } = "5m";
}
