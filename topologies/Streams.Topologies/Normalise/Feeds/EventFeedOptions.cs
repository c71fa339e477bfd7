using Streams.Schemas.Events;
using Streams.Schemas.Settings;

namespace Streams.Topologies.Normalise.Feeds;

/// <summary>Which events a feed tells.</summary>
public sealed record EventFeedOptions : IValidatedOptions
{
    /// <summary>Nothing is sent.</summary>
    public const string None = "none";

    /// <summary>What a rule matched.</summary>
    public const string Matched = "matched";

    /// <summary>What a rule matched, and some of the others.</summary>
    public const string Sampled = "sampled";

    /// <summary>Every event.</summary>
    public const string All = "all";

    [Setting(
        "which events go to the topic: none, those that a rule matched, those and a sample of the others, or all",
        Choices = $"{None} {Matched} {Sampled} {All}"
    )]
    public string Send { get; init; } = None;

    [Setting("of a sample: one of so many events that no rule matched, chosen by their ids", Least = "2")]
    public int Sample { get; init; } = 100;

    [Setting("the sources whose events go there; empty: all")]
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Whether anything is sent.</summary>
    public bool IsOn => Send != None;

    /// <inheritdoc/>
    public IEnumerable<SettingError> Validate()
    {
        foreach (var source in Sources.Where(s => !EventSources.TryParse(s, out _)))
        {
            yield return new("sources", $"{source} is none of {string.Join(", ", EventSources.All.Select(s => s.Name()))}");
        }
    }
}
