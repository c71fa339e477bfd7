namespace Streams.Schemas.Labels;

/// <summary>What an alert was.</summary>
public enum AlertVerdict
{
    /// <summary>An attack.</summary>
    True,

    /// <summary>An alarm over nothing.</summary>
    False,

    /// <summary>What the rule looks for, and permitted.</summary>
    Benign,
}
