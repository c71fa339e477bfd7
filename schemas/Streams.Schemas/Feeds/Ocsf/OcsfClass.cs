using System.Text.Json;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Feeds.Documents;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Feeds.Ocsf;

/// <summary>A class of OCSF: what it needs, where fields stand in it, and everything else under <c>unmapped</c>.</summary>
internal sealed class OcsfClass
{
    private readonly DocumentMap _map;
    private readonly Dictionary<Field, Place> _placed;
    private readonly Func<FeedEvent, bool> _isOne;

    /// <param name="category">Its category's number.</param>
    /// <param name="number">Its number within the category.</param>
    /// <param name="activity">What was done, of an event.</param>
    /// <param name="isOne">Whether an event has what the class requires.</param>
    /// <param name="places">What stands where.</param>
    public OcsfClass(int category, int number, Func<FeedEvent, int> activity, Func<FeedEvent, bool> isOne, params IReadOnlyList<Place> places)
    {
        (Category, Number, _isOne) = (category, (category * 1000) + number, isOne);
        _placed = places.Where(p => p.Field is not null).ToDictionary(p => p.Field!.Value); // just asked
        _map = new([.. places, .. Common(activity)]);
    }

    /// <summary>The category's number.</summary>
    public int Category { get; }

    /// <summary><c>class_uid</c>.</summary>
    public int Number { get; }

    /// <summary>Whether an event can be told as one of the class.</summary>
    public bool Takes(FeedEvent e) => _isOne(e);

    /// <summary>Writes it as one.</summary>
    public void Write(Utf8JsonWriter json, FeedEvent e) => _map.Write(json, e);

    private IEnumerable<Place> Common(Func<FeedEvent, int> activity) =>
        [
            Place.Of("category_uid", _ => Category),
            Place.Of("class_uid", _ => Number),
            Place.Of("activity_id", e => activity(e)),
            Place.Of("type_uid", e => (Number * 100) + activity(e)),
            Place.Of("severity_id", static e => e.Level.Length > 0 ? AlertLevels.Rank(e.Level) + 1 : 1),
            Place.Of("time", static e => e.Event.Time.Milliseconds),
            Place.Of("message", static e => e.Event.Summary),
            Place.Of("status_id", static e => e.Has(Field.EventOutcome), static (json, e) => json.WriteNumberValue(Status(e))),
            Place.Of("metadata.version", static _ => OcsfVersion.Number),
            Place.Of("metadata.uid", static e => e.Event.Id),
            Place.Of("metadata.log_name", static e => e.Event.Source.Name()),
            Place.Of("metadata.product.name", static _ => OcsfVersion.Product),
            Place.Of("metadata.product.vendor_name", static _ => OcsfVersion.Product),
            Place.Of("metadata.product.version", static _ => OcsfVersion.ProductVersion),
            Place.Of("observables", static _ => true, static (json, e) => OcsfObservables.Write(json, e.Entities)),
            Place.Of("unmapped", static _ => true, WriteUnmapped),
        ];

    private static int Status(FeedEvent e) =>
        e.Texts(Field.EventOutcome)[0] switch
        {
            "success" => 1,
            "failure" => 2,
            _ => 0,
        };

    private void WriteUnmapped(Utf8JsonWriter json, FeedEvent e)
    {
        json.WriteStartObject();
        foreach (var field in e.Fields)
        {
            if (!_placed.TryGetValue(field, out var place) || !place.IsIn(e))
            {
                json.WritePropertyName(field.Name());
                Place.Text(field.Name(), field).Write(json, e);
            }
        }

        json.WriteStartObject("streams");
        json.WriteString("type", e.Event.Type.Name());
        json.WriteString("time", e.Event.Time.Format());
        json.WriteString("time_source", e.Event.TimeSource.Name());
        json.WriteString("topic", e.Event.Provenance.Origin);
        json.WriteNumber("partition", e.Event.Provenance.Partition);
        json.WriteNumber("offset", e.Event.Provenance.Position);
        json.WriteString("level", e.Level);
        AlertJson.WriteStrings(json, "rules", e.Event.Rules);
        json.WriteNumber("omitted", e.Omitted);
        json.WriteStartObject("entities");
        foreach (var kind in EntityKinds.All)
        {
            if (e.Entities[kind] is { } value)
            {
                json.WriteString(kind.Name(), value);
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
