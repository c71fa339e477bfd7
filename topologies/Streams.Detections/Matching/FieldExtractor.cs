using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Detections.Matching;

/// <summary>
/// Fills the table with every field of one event, in this order of precedence: resolved entities under <c>streams.*</c>; the taxonomy's names; the raw path in the document; the canonical name.
/// </summary>
internal sealed class FieldExtractor(FieldPlan plan, SlotTable table)
{
    private readonly JsonExtractor _json = new(plan, table);

    public void Extract(ParsedEvent parsed, EntitySet entities)
    {
        table.Clear();
        foreach (var (kind, slot) in plan.Entities)
        {
            if (entities[kind] is { } text)
            {
                var copy = table.Copy(text);
                table.Add(slot, SlotKind.Text, copy.Start, copy.Length);
            }
        }

        AddAliases(parsed);
        if (parsed.IsJson)
        {
            _json.Extract(parsed.Document);
        }

        AddCanonical(parsed);
        if (plan.Keyword >= 0 && !parsed.IsJson)
        {
            var line = table.Copy(parsed.Document.Span);
            table.Add(plan.Keyword, SlotKind.Text, line.Start, line.Length);
        }

        table.Fold();
    }

    /// <summary>Fills the table with a bare JSON value.</summary>
    /// <returns>Whether it is an object.</returns>
    /// <exception cref="System.Text.Json.JsonException">The text is no JSON.</exception>
    public bool Extract(ReadOnlyMemory<byte> json)
    {
        table.Clear();
        var isObject = _json.Extract(json);
        table.Fold();
        return isObject;
    }

    private void AddAliases(ParsedEvent parsed)
    {
        if (parsed.Source == EventSource.Audit && parsed.Type == EventType.Exec && plan.Verb >= 0)
        {
            AddText(plan.Verb, "get");
            AddText(plan.Verb, "create");
        }

        var fields = parsed.Fields;
        for (var i = 0; i < fields.Count; i++)
        {
            var value = fields.At(i);
            foreach (var slot in plan.AliasesOf(parsed.Source, value.Field))
            {
                AddField(slot, in value);
            }
        }

        foreach (var (slot, field) in plan.SubstitutesOf(parsed.Source))
        {
            if (!table.Has(slot) && fields.Has(field))
            {
                var text = table.Copy(fields.Text(field));
                table.Add(slot, SlotKind.Text, text.Start, text.Length);
            }
        }
    }

    private void AddCanonical(ParsedEvent parsed)
    {
        var earlier = table.Count;
        var fields = parsed.Fields;
        for (var i = 0; i < fields.Count; i++)
        {
            var value = fields.At(i);
            foreach (var slot in plan.CanonicalOf(value.Field))
            {
                if (table.First(slot) < 0 || table.First(slot) >= earlier)
                {
                    AddField(slot, in value);
                }
            }
        }
    }

    private void AddField(int slot, in FieldValue value)
    {
        var copy = table.Copy(value.Text);
        table.Add(
            slot,
            value.Kind switch
            {
                FieldKind.Number => SlotKind.Number,
                FieldKind.Boolean => SlotKind.Boolean,
                _ => SlotKind.Text,
            },
            copy.Start,
            copy.Length
        );
    }

    private void AddText(int slot, ReadOnlySpan<char> text)
    {
        var copy = table.Copy(text);
        table.Add(slot, SlotKind.Text, copy.Start, copy.Length);
    }
}
