using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Text;

namespace Streams.Schemas.Ebpf;

/// <summary>Reads one row of Falco. Values that are null or <c>&lt;NA&gt;</c> are left out, and the container <c>host</c>, which is none.</summary>
internal sealed class FalcoObject
{
    private readonly FalcoName _name = new();
    private Timestamp _fieldTime;
    private Timestamp _rowTime;

    /// <summary><c>evt.time</c>, else the row's <c>time</c>.</summary>
    public Timestamp Time => _fieldTime.IsKnown ? _fieldTime : _rowTime;

    /// <summary>Whether the object is a row of Falco: a rule, and its output.</summary>
    public bool IsRow { get; private set; }

    /// <summary>Whether the row has its fields beside its text.</summary>
    public bool HasFields { get; private set; }

    /// <summary>Whether the row is about Falco itself.</summary>
    public bool IsInternal { get; private set; }

    /// <summary>Reads the object that the cursor stands on.</summary>
    public void Read(ref JsonCursor json, FieldSet fields)
    {
        (_fieldTime, _rowTime, IsInternal, IsRow, HasFields) = (Timestamp.Unknown, Timestamp.Unknown, false, false, false);
        while (json.NextProperty())
        {
            Property(ref json, fields);
        }

        IsInternal |= fields.Text(Field.RuleName).StartsWith("Falco internal"u8);
        IsRow = fields.Has(Field.RuleName) && (IsRow || IsInternal || (fields.Has(Field.RulePriority) && _rowTime.IsKnown));
    }

    private void Property(ref JsonCursor json, FieldSet fields)
    {
        var name = json.Name;
        IsRow |= name.SequenceEqual("output_fields"u8) || name.SequenceEqual("output"u8);
        if (name.SequenceEqual("output_fields"u8) && json.IsObject)
        {
            HasFields = true;
            OutputFields(ref json, fields, 0);
        }
        else if (name.SequenceEqual("tags"u8) && json.IsArray)
        {
            Tags(ref json, fields);
        }
        else if (name.SequenceEqual("time"u8))
        {
            _rowTime = Rfc3339.TryParse(json.Text(), TimeZoneInfo.Utc, out var time) ? time : Timestamp.Unknown;
        }
        else if (name.SequenceEqual("source"u8))
        {
            IsInternal |= json.Text().SequenceEqual("internal"u8);
        }
        else
        {
            var field = name switch
            {
                _ when name.SequenceEqual("rule"u8) => Field.RuleName,
                _ when name.SequenceEqual("priority"u8) => Field.RulePriority,
                _ when name.SequenceEqual("hostname"u8) => Field.HostName,
                _ when name.SequenceEqual("output"u8) => Field.Message,
                _ => Field.Count,
            };
            AddText(ref json, field, fields);
        }
    }

    private static void Tags(ref JsonCursor json, FieldSet fields)
    {
        while (json.NextItem())
        {
            AddText(ref json, Field.RuleTag, fields);
        }
    }

    private void OutputFields(ref JsonCursor json, FieldSet fields, int prefix)
    {
        while (json.NextProperty())
        {
            var name = _name.Of(prefix, json.Name);
            if (json.IsObject && !name.IsEmpty)
            {
                OutputFields(ref json, fields, name.Length);
            }
            else
            {
                OutputField(ref json, fields, name);
            }
        }
    }

    private void OutputField(ref JsonCursor json, FieldSet fields, ReadOnlySpan<byte> name)
    {
        if (name.StartsWith("evt.time"u8) || name.SequenceEqual("evt.rawtime"u8))
        {
            _fieldTime = !_fieldTime.IsKnown && json.IsNumber && json.TryNumber(out var nanos) && nanos > 0 ? new(nanos) : Text(ref json);
        }
        else if (!FalcoFields.TryField(name, out var field))
        {
            json.Skip();
        }
        else if (json.IsNumber && json.TryNumber(out var number))
        {
            if (!fields.Has(field) && FalcoFields.IsNumeric(field))
            {
                fields.Add(field, number);
            }
        }
        else if (!fields.Has(field))
        {
            AddText(ref json, field, fields);
        }
        else
        {
            json.Skip();
        }
    }

    /// <summary>A time written as text, for which the row's own time serves as well; what was known stays.</summary>
    private Timestamp Text(ref JsonCursor json)
    {
        return json.IsString && Rfc3339.TryParse(json.Text(), TimeZoneInfo.Utc, out var time) ? time : Skip(ref json, _fieldTime);
    }

    private static Timestamp Skip(ref JsonCursor json, Timestamp time)
    {
        json.Skip();
        return time;
    }

    private static void AddText(ref JsonCursor json, Field field, FieldSet fields)
    {
        if (field == Field.Count || !json.IsString)
        {
            json.Skip();
            return;
        }

        var text = json.Text();
        if (field is Field.SourceIp or Field.DestinationIp)
        {
            IpAddress.TryAdd(fields, field, text);
        }
        else if (!text.IsEmpty && !text.SequenceEqual("<NA>"u8) && !(field == Field.ContainerId && text.SequenceEqual("host"u8)))
        {
            fields.Add(field, text);
        }
    }
}
