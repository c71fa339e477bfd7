using System.Text.Json;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Schemas.Feeds.Documents;

/// <summary>A place in a document, and what of an event stands there.</summary>
internal sealed class Place
{
    private Place(string path, Func<FeedEvent, bool> isIn, Action<Utf8JsonWriter, FeedEvent> write) =>
        (Path, Segments, IsIn, Write) = (path, path.Split('.'), isIn, write);

    /// <summary>Its path, dotted.</summary>
    public string Path { get; }

    public IReadOnlyList<string> Segments { get; }

    /// <summary>The field that stands there; null where it is no field.</summary>
    public Field? Field { get; private init; }

    /// <summary>Whether an event has something for it.</summary>
    public Func<FeedEvent, bool> IsIn { get; }

    /// <summary>Writes the value.</summary>
    public Action<Utf8JsonWriter, FeedEvent> Write { get; }

    /// <summary>The texts of a field: one, or an array.</summary>
    public static Place Text(string path, Field field) => new(path, e => e.Has(field), (json, e) => WriteTexts(json, e.Texts(field))) { Field = field };

    /// <summary>The text of a field that has one.</summary>
    public static Place One(string path, Field field) =>
        new(path, e => e.HasOne(field), (json, e) => json.WriteStringValue(e.Texts(field)[0])) { Field = field };

    /// <summary>A field that is a number in a range.</summary>
    public static Place Number(string path, Field field, long least = long.MinValue, long most = long.MaxValue) =>
        new(
            path,
            e => e.TryNumber(field, out var number) && number >= least && number <= most,
            (json, e) =>
            {
                e.TryNumber(field, out var number);
                json.WriteNumberValue(number);
            }
        )
        {
            Field = field,
        };

    /// <summary>A field that is an IP address.</summary>
    public static Place Address(string path, Field field) =>
        new(path, e => e.HasAddress(field), (json, e) => json.WriteStringValue(e.Texts(field)[0])) { Field = field };

    /// <summary>What was resolved.</summary>
    public static Place Entity(string path, EntityKind kind) => Of(path, e => e.Entities[kind]);

    /// <summary>A text that is made.</summary>
    public static Place Of(string path, Func<FeedEvent, string?> text) =>
        new(path, e => !string.IsNullOrEmpty(text(e)), (json, e) => json.WriteStringValue(text(e)));

    /// <summary>A number that is made.</summary>
    public static Place Of(string path, Func<FeedEvent, long> number) => new(path, static _ => true, (json, e) => json.WriteNumberValue(number(e)));

    /// <summary>Anything else.</summary>
    public static Place Of(string path, Func<FeedEvent, bool> isIn, Action<Utf8JsonWriter, FeedEvent> write) => new(path, isIn, write);

    private static void WriteTexts(Utf8JsonWriter json, IReadOnlyList<string> texts)
    {
        if (texts.Count == 1)
        {
            json.WriteStringValue(texts[0]);
            return;
        }

        WriteArray(json, texts);
    }

    private static void WriteArray(Utf8JsonWriter json, IReadOnlyList<string> texts)
    {
        json.WriteStartArray();
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
