using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Topologies.Entities;
using Streams.Topologies.Rules;

namespace Streams.Topologies.Normalise;

/// <summary>
/// Tells B when a subject was first seen, whatever the event: a correlation of kind <c>first_seen</c> learns from then on. A subject is told again only where an earlier event of it comes later.
/// An account that a pod uses is known for as long as that pod: one that was silent for hours is no stranger when it first asks for something.
/// </summary>
internal sealed class Sightings(RulePlan plan, EntityTable pods)
{
    /// <summary>The most subjects of a kind that are known as told, and the most characters of their names; beyond it all are told once more, which changes nothing.</summary>
    private const int MaxSubjects = 50_000;
    private const int MaxCharacters = 4 << 20;
    private readonly int[] _characters = new int[EntityKinds.Count];
    private readonly Dictionary<string, Timestamp>[] _told =
    [
        .. Enumerable.Range(0, EntityKinds.Count).Select(_ => new Dictionary<string, Timestamp>(StringComparer.Ordinal)),
    ];

    /// <summary>Adds the sightings that an event gives.</summary>
    public void Add(EntitySet entities, ParsedEvent parsed, string eventId, Timestamp time, in Provenance provenance, Verdict verdict)
    {
        foreach (var (kind, correlations) in plan.Sighted)
        {
            if (
                (entities[kind] ?? (kind == EntityKind.Cluster ? GroupKey.Missing : null)) is not { } subject
                || (_told[(int)kind].TryGetValue(subject, out var first) && first <= time)
            )
            {
                continue;
            }

            var since = kind == EntityKind.Principal ? Timestamp.Min(time, HomeSince(parsed.Fields)) : time;
            Remember((int)kind, subject, since);
            var evidence = new Evidence
            {
                EventId = eventId,
                Source = parsed.Source,
                Time = since,
                Provenance = provenance,
                Excerpt = "",
            };
            foreach (var correlation in correlations)
            {
                verdict.Observations.Add(
                    new Observation
                    {
                        Correlation = correlation,
                        Subject = subject,
                        Value = "",
                        Signals = [],
                        Evidence = evidence,
                    }
                );
            }
        }
    }

    /// <summary>Since when the pod is known that the request's token is bound to; the API server itself vouches for the binding.</summary>
    private Timestamp HomeSince(FieldSet fields) =>
        fields.String(Field.TokenPodUid) is { } uid && fields.String(Field.TokenPodName) is { } name && pods.FindToken(uid, name) is { } home
            ? home.FirstSeen
            : Timestamp.Never;

    private void Remember(int kind, string subject, Timestamp time)
    {
        var told = _told[kind];
        if (told.Count >= MaxSubjects || _characters[kind] >= MaxCharacters)
        {
            told.Clear();
            _characters[kind] = 0;
        }

        _characters[kind] += subject.Length;
        told[subject] = time;
    }
}
