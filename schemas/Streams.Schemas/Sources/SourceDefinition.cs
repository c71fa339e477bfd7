using Streams.Schemas.Dialects;
using Streams.Schemas.Events;
using Streams.Schemas.Joining;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Sources;

/// <summary>A source: its row in <see cref="SourceTable"/>.</summary>
/// <param name="Source">Its number.</param>
/// <param name="Expected">What its records are, for a person.</param>
/// <param name="OfPods">Whether its lines may come from a container's log, so with a CRI header.</param>
/// <param name="OfObjects">Whether its records are JSON objects and nothing else.</param>
/// <param name="Origin">What an envelope may say of where its events come from; null: everything, since the line is the pod's own.</param>
/// <param name="Dialects">Its dialects, in the order in which they are tried.</param>
internal sealed record SourceDefinition(
    EventSource Source,
    string Expected,
    bool OfPods,
    bool OfObjects,
    IReadOnlyList<Field>? Origin,
    Func<ParserOptions, IReadOnlyList<IDialect>> Dialects
)
{
    /// <summary>Its turn where a record may be one of several sources': what takes less stands before what takes more.</summary>
    public required int Turn { get; init; }

    /// <summary>Whether its events are placed by what they say of themselves: no shipper need say where they come from.</summary>
    public bool PlacesItself { get; init; }

    /// <summary>
    /// How the names of programs begin that write its events, where an envelope names the program: what another wrote is that program's words, whatever they look like. Null: any.
    /// </summary>
    public IReadOnlyList<string>? Writers { get; init; }

    /// <summary>Whether a line may come in parts, which must share a partition.</summary>
    public bool ComesInParts { get; init; }

    /// <summary>Makes what joins the parts of its events; null where each event is a record of its own.</summary>
    public Func<ParserOptions, IPartJoiner>? Joiner { get; init; }

    /// <summary>Whether its records need not bear a time.</summary>
    public bool MayLackTime { get; init; }

    /// <summary>The fields of which one at least says where an event comes from.</summary>
    public IReadOnlyList<Field> Places { get; init; } = [Field.HostName, Field.NodeName];

    /// <summary>What happened, in a few fields.</summary>
    public SourceSummary Summary { get; init; } = SourceSummary.Line;

    /// <summary>What to set where its events lack their time. For a person.</summary>
    public string LackingTime { get; init; } = "let the shipper send the time at which the line was written";

    /// <summary>What to set where its events lack where they come from. For a person.</summary>
    public string LackingOrigin { get; init; } = "let the shipper add pod and node";
}
