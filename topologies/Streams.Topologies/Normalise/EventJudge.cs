using System.Buffers.Text;
using System.Text;
using Streams.Detections.Rules;
using Streams.Redaction;
using Streams.Schemas.Alerts;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Signals;
using Streams.Topologies.Behaviours;
using Streams.Topologies.Entities;
using Streams.Topologies.Entities.Sources;
using Streams.Topologies.Normalise.Feeds;
using Streams.Topologies.Rules;

namespace Streams.Topologies.Normalise;

/// <summary>Decides what an event is about, what it matches and whom that concerns. Writes nothing; an exception leaves nothing half done.</summary>
internal sealed class EventJudge(RuleRegistry registry, EntityTable table, EntityResolver resolver, Redactor redactor, EventFeeds feeds)
{
    private readonly EventSummary _summary = new(redactor);
    private readonly ShownEntities _shown = new(redactor);
    private readonly VersionMatchers _matchers = new(registry, table);
    private readonly BehaviourReader _behaviours = new(table);
    private readonly EntitySet _entities = new();
    private readonly List<int> _matches = [];

    /// <summary>One of the stage's options.</summary>
    public static EventJudge Of(RuleRegistry registry, NormaliseOptions options, EntityTable table)
    {
        var redactor = options.Redactor();
        return new EventJudge(registry, table, new EntityResolver(table, options.Cluster, options.Node), redactor, new EventFeeds(options.Feeds, redactor));
    }

    /// <summary>Takes in what the event teaches of a pod, even where the event itself has to wait, and tells what is new of it.</summary>
    public void Learn(ParsedEvent parsed, Timestamp time, INormaliseOutput output)
    {
        if (parsed.IsJson)
        {
            parsed.Document = JsonRepair.Clean(parsed.Document);
        }

        if (SourceEntitiesTable.Of(parsed.Source).FactOf(parsed, time)?.Bounded() is not { } fact)
        {
            return;
        }

        var isNew = table.Learn(fact, out var conflict);
        if (conflict is not null && !parsed.Fields.Has(Field.EntityConflict))
        {
            parsed.Fields.Add(Field.EntityConflict, Encoding.UTF8.GetBytes(conflict.Name));
            parsed.Fields.Add(Field.EntityConflictPod, Encoding.UTF8.GetBytes($"{conflict.Holder.Namespace}/{conflict.Holder.Name}"));
        }

        if (isNew)
        {
            output.Fact(fact);
        }
    }

    /// <summary>Resolves the event's entities.</summary>
    /// <param name="parsed">The event.</param>
    /// <param name="time">Its time.</param>
    public Resolution Resolve(ParsedEvent parsed, Timestamp time) => resolver.Resolve(parsed, time, _entities);

    /// <summary>Judges the event that was resolved last.</summary>
    /// <param name="parsed">The event.</param>
    /// <param name="time">Its time, capped.</param>
    /// <param name="node">The node its line names.</param>
    /// <param name="provenance">Where it came from.</param>
    /// <param name="verdict">What is decided.</param>
    public void Judge(ParsedEvent parsed, Timestamp time, string node, in Provenance provenance, Verdict verdict)
    {
        verdict.Clear();
        var matcher = _matchers.At(time);
        matcher.View.Set(parsed, _entities);
        _matches.Clear();
        matcher.Plan.Rules.Matcher.Match(matcher.View, _matches);
        var id = EventIdentity.Of(parsed, node, parsed.Document.Span, provenance);
        var entities = _entities.Copy();
        _shown.Clean(entities);
        verdict.Event = new Event
        {
            Id = id,
            Source = parsed.Source,
            Type = parsed.Type,
            Time = time,
            TimeSource = parsed.TimeSource,
            Provenance = provenance,
            Entities = entities,
            Rules = Route(matcher, parsed, time, id, entities, provenance, verdict),
            Summary = _summary.Of(parsed),
        };
        feeds.Add(parsed, verdict.Event, LevelOf(matcher), verdict.Feeds);
        if (parsed.TimeSource != TimeSource.TimeBase)
        {
            matcher.Sightings.Add(entities, parsed, id, time, provenance, verdict);
            _behaviours.Read(
                parsed,
                entities,
                new Evidence
                {
                    EventId = id,
                    Source = parsed.Source,
                    Time = time,
                    Provenance = provenance,
                    Excerpt = _summary.Beginning(parsed),
                },
                verdict.Behaviours
            );
            Accuse(matcher, verdict.Behaviours);
        }
    }

    /// <summary>What a rule alerts of at medium or above is no habit until somebody says so. Alerts below tell what an incident may be pieced together of, by the hundred, and nobody judges them.</summary>
    private void Accuse(VersionMatcher matcher, List<Behaviour> behaviours)
    {
        List<string>? rules = null;
        var isSevere = false;
        foreach (var match in _matches)
        {
            if (matcher.Plan.Alerting[match] is { Level: >= Level.Medium } rule)
            {
                (rules ??= []).Add(rule.Id);
                isSevere |= rule.Level >= Level.High;
            }
        }

        for (var i = 0; rules is not null && i < behaviours.Count; i++)
        {
            behaviours[i] = behaviours[i] with { Alerted = rules, Traits = behaviours[i].Traits | (isSevere ? BehaviourTraits.Severe : BehaviourTraits.None) };
        }
    }

    /// <summary>The level of the severest rule that matched.</summary>
    private string LevelOf(VersionMatcher matcher)
    {
        var rank = -1;
        foreach (var match in _matches)
        {
            rank = Math.Max(rank, (int)matcher.Plan.Rules.Detections[match].Meta.Level);
        }

        return rank < 0 ? "" : AlertLevels.Name(rank);
    }

    private string[] Route(VersionMatcher matcher, ParsedEvent parsed, Timestamp time, string id, EntitySet entities, in Provenance provenance, Verdict verdict)
    {
        if (_matches.Count == 0)
        {
            return [];
        }

        var evidence = new Evidence
        {
            EventId = id,
            Source = parsed.Source,
            Time = time,
            Provenance = provenance,
            Excerpt = _summary.Excerpt(parsed),
        };
        var repeated = Utf8Parser.TryParse(parsed.Fields.Text(Field.EventRepeated), out int times, out _) ? times : 1;
        var shown = redactor.Redact(entities);
        var rules = new string[_matches.Count];
        for (var i = 0; i < rules.Length; i++)
        {
            rules[i] = matcher.Plan.Rules.Detections[_matches[i]].Meta.Id;
            matcher.Router.Route(_matches[i], matcher.View, shown, evidence, parsed.TimeSource, repeated, verdict);
        }

        return rules;
    }
}
