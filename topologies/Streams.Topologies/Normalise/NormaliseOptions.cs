using Streams.Redaction;
using Streams.Schemas.Parsing;
using Streams.Schemas.Settings;
using Streams.Topologies.Normalise.Feeds;
using Streams.Topologies.Time;

namespace Streams.Topologies.Normalise;

/// <summary>The options of stage A.</summary>
public sealed record NormaliseOptions : IValidatedOptions
{
    /// <summary>Limits and defaults of the parsers.</summary>
    [Setting(IsInline = true)]
    public ParserOptions Parser { get; init; } = new();

    /// <summary>Lateness, time-outs, skew.</summary>
    public TimeOptions Time { get; init; } = new();

    /// <summary>The cluster's name in alerts; empty: none.</summary>
    [Setting("the cluster's name in alerts")]
    public string Cluster { get; init; } = "";

    /// <summary>The node of events that name none; empty: none.</summary>
    [Setting("the node of events that name none")]
    public string Node { get; init; } = "";

    /// <summary>Further secrets that are taken out of what is shown of events.</summary>
    [Setting(
        "further secrets that are taken out of what is shown of events: regular expressions without look-around; of each the group `s`, or all of it ([secrets](siem.md#secrets))"
    )]
    public IReadOnlyList<string> Redact { get; init; } = [];

    /// <summary>Whether dead letters are kept as they came.</summary>
    [Setting("dead letters as they came, or without the secrets in their text ([secrets](siem.md#secrets))", Choices = "whole redacted")]
    public string DeadLetters { get; init; } = "whole";

    /// <summary>Which events the feeds tell, by format.</summary>
    public IReadOnlyDictionary<string, EventFeedOptions> Feeds { get; init; } = new Dictionary<string, EventFeedOptions>();

    /// <summary>What takes secrets out.</summary>
    public Redactor Redactor() => Streams.Redaction.Redactor.With(Redact);

    /// <inheritdoc/>
    public IEnumerable<SettingError> Validate()
    {
        foreach (var pattern in Redact)
        {
            if (Error(pattern) is { } error)
            {
                yield return new("redact", $"{pattern}: {error}");
            }
        }
    }

    private static string? Error(string pattern)
    {
        try
        {
            return Streams.Redaction.Redactor.With([pattern]) is null ? "" : null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return e.Message;
        }
    }
}
