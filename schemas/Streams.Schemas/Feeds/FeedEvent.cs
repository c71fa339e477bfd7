using System.Net;
using System.Text;
using Streams.Redaction;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;

namespace Streams.Schemas.Feeds;

/// <summary>
/// An event as the feeds tell it: all its fields without secrets, what was resolved, the rules it matched. Reused from event to event; owned by one thread.
/// A document is bounded, however much the event holds: what was left out is counted.
/// </summary>
/// <param name="redactor">Takes the secrets out.</param>
public sealed class FeedEvent(Redactor redactor)
{
    /// <summary>The longest value, bytes of UTF-8; of a longer one the middle is cut out and marked.</summary>
    public const int MaxValue = Evidence.MaxExcerpt;

    /// <summary>The most values of one field.</summary>
    public const int MaxValues = 64;

    /// <summary>The most bytes of all values.</summary>
    public const int MaxBytes = 128 * 1024;

    private readonly List<string>?[] _texts = new List<string>?[(int)Field.Count];
    private readonly List<Field> _fields = [];
    private FieldSet _values = new();
    private int _left;

    /// <summary>The event.</summary>
    public Event Event { get; private set; } = null!; // set before any use

    /// <summary>The level of the severest rule that it matched; empty where it matched none.</summary>
    public string Level { get; private set; } = "";

    /// <summary>What it is about, without secrets.</summary>
    public EntitySet Entities { get; private set; } = new();

    /// <summary>Values that the bounds left out.</summary>
    public int Omitted { get; private set; }

    /// <summary>The fields that it has, in the order of the source.</summary>
    public IReadOnlyList<Field> Fields => _fields;

    /// <summary>Makes it another event; valid until the parsed event changes.</summary>
    public void Set(ParsedEvent parsed, Event e, string level)
    {
        foreach (var field in _fields)
        {
            _texts[(int)field]!.Clear(); // a field that is listed has texts
        }

        _fields.Clear();
        (_values, Event, Level, Entities, Omitted, _left) = (parsed.Fields, e, level, redactor.Redact(e.Entities), 0, MaxBytes);
        for (var i = 0; i < _values.Count; i++)
        {
            var value = _values.At(i);
            Add(value.Field, value.Text);
        }

        foreach (var field in _fields)
        {
            Together(_texts[(int)field]!); // as above
        }
    }

    /// <summary>Whether it has a value of a field.</summary>
    public bool Has(Field field) => _texts[(int)field] is { Count: > 0 };

    /// <summary>The values of a field.</summary>
    public IReadOnlyList<string> Texts(Field field) => _texts[(int)field] ?? (IReadOnlyList<string>)[];

    /// <summary>Whether it has one value of a field.</summary>
    public bool HasOne(Field field) => Texts(field).Count == 1;

    /// <summary>Whether its one value is an IP address.</summary>
    public bool HasAddress(Field field) => Texts(field) is [var text] && IPAddress.TryParse(text, out _);

    /// <summary>The first value as a number; false where it is none.</summary>
    public bool TryNumber(Field field, out long number)
    {
        number = 0;
        return Has(field) && _values.TryNumber(field, out number);
    }

    private void Add(Field field, ReadOnlySpan<byte> value)
    {
        var texts = _texts[(int)field] ??= [];
        if (texts.Count == MaxValues || _left < MaxValue)
        {
            Omitted++;
            return;
        }

        if (texts.Count == 0)
        {
            _fields.Add(field);
        }

        var text = Excerpts.Of(redactor, value, MaxValue);
        _left -= Encoding.UTF8.GetByteCount(text);
        texts.Add(text);
    }

    /// <summary>A flag and its secret may be two values of one field: they are one where only together they hold a secret.</summary>
    private void Together(List<string> texts)
    {
        if (texts.Count < 2)
        {
            return;
        }

        var joined = string.Join(' ', texts);
        var left = redactor.Redact(joined);
        if (!ReferenceEquals(left, joined))
        {
            texts.Clear();
            texts.Add(Excerpts.Cut(left, MaxValue));
        }
    }
}
