using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Text;

namespace Streams.Schemas.Audit;

/// <summary>
/// Finds in the body of a request what its pods may do, however it is written: a pod, a template at any depth, a merge patch or a JSON patch
/// whose members come in any order. Nothing is left out for length. One thread.
/// </summary>
internal sealed class PodSpecReader
{
    private readonly ByteBuffer _words = new();
    private readonly PatchPath _path = new();
    private readonly ByteBuffer _values = new();
    private readonly HostPathField _hostPath = new();
    private PodSpecRisks _told;

    /// <summary>Whether the body asks for a dry run, as the options of a delete may.</summary>
    public bool HasDryRun { get; private set; }

    /// <summary>Reads the body that the cursor stands on; the command of an exec's is added to <paramref name="command"/>.</summary>
    public void Read(ref JsonCursor json, FieldSet fields, ByteBuffer command)
    {
        (_told, HasDryRun) = (PodSpecRisks.None, false);
        _words.Clear();
        if (json.IsObject)
        {
            Members(ref json, fields, PodSpecPlace.Body);
            command.Append(_words.Span);
            return;
        }

        while (json.NextItem())
        {
            if (json.IsObject)
            {
                Operation(ref json, fields);
            }
            else
            {
                json.Skip();
            }
        }
    }

    private void Members(ref JsonCursor json, FieldSet fields, PodSpecPlace place)
    {
        var start = _words.Length;
        while (json.NextProperty())
        {
            if (json.IsObject)
            {
                Members(ref json, fields, PodSpecNames.PlaceOf(json.Name));
            }
            else if (json.IsArray)
            {
                Items(ref json, fields, place, json.Name);
            }
            else
            {
                Scalar(ref json, fields, place, json.Name);
            }
        }

        if (place != PodSpecPlace.Body && _words.Length > start)
        {
            fields.Add(Field.PodSpecCommand, _words.Span[start..].TrimStart((byte)' '));
            _words.CutTo(start);
        }
    }

    private void Items(ref JsonCursor json, FieldSet fields, PodSpecPlace place, scoped ReadOnlySpan<byte> name)
    {
        var isCommand = name.SequenceEqual("command"u8) || name.SequenceEqual("args"u8);
        var isAdded = place is PodSpecPlace.Capabilities or PodSpecPlace.PatchValue && name.SequenceEqual("add"u8);
        while (json.NextItem())
        {
            if (json.IsObject)
            {
                Members(ref json, fields, PodSpecPlace.Other);
            }
            else if (json.IsArray)
            {
                Items(ref json, fields, PodSpecPlace.Other, default);
            }
            else if (place == PodSpecPlace.Body && name.SequenceEqual("dryRun"u8))
            {
                HasDryRun |= json.IsString && json.Text().SequenceEqual(AuditEffect.All);
            }
            else if (isCommand)
            {
                _words.AppendWord((byte)' ', json.Text());
            }
            else if (isAdded && json.IsString)
            {
                fields.Add(Field.PodSpecCapability, json.Text());
            }
        }
    }

    private void Scalar(ref JsonCursor json, FieldSet fields, PodSpecPlace place, scoped ReadOnlySpan<byte> name)
    {
        if (json.IsTrue)
        {
            Tell(fields, PodSpecNames.RiskOf(name));
        }
        else if (json.IsString && place is PodSpecPlace.HostPath or PodSpecPlace.PatchValue && name.SequenceEqual("path"u8))
        {
            if (place == PodSpecPlace.HostPath)
            {
                _hostPath.Add(fields, json.Text());
            }
            else
            {
                _values.AppendWord(0, json.Text());
            }
        }
        else if (json.IsString)
        {
            Text(fields, place, name, json.Text());
        }
        else if (json.IsNumber && name.SequenceEqual("hostPort"u8) && json.TryNumber(out var port) && port > 0)
        {
            Tell(fields, PodSpecRisks.HostPort);
        }
    }

    private void Text(FieldSet fields, PodSpecPlace place, ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        if (name.SequenceEqual("image"u8))
        {
            fields.Add(Field.PodSpecImage, text);
            ImageSource.Add(fields, text);
        }
        else if (name.SequenceEqual("procMount"u8) && text.SequenceEqual("Unmasked"u8))
        {
            Tell(fields, PodSpecRisks.UnmaskedProc);
        }
        else if (
            (place is PodSpecPlace.Profile or PodSpecPlace.PatchValue && name.SequenceEqual("type"u8) && text.SequenceEqual("Unconfined"u8))
            || (name.StartsWith("container.apparmor.security.beta.kubernetes.io/"u8) && text.SequenceEqual("unconfined"u8))
        )
        {
            Tell(fields, PodSpecRisks.Unconfined);
        }
    }

    /// <summary>An operation of a JSON patch.</summary>
    private void Operation(ref JsonCursor json, FieldSet fields)
    {
        _path.Set(default);
        _values.Clear();
        var isTrue = false;
        var isTaken = false;
        while (json.NextProperty())
        {
            if (json.IsString && json.Name.SequenceEqual("path"u8))
            {
                _path.Set(json.Text());
            }
            else if (!json.Name.SequenceEqual("value"u8))
            {
                isTaken |= json.Name.SequenceEqual("from"u8);
                json.Skip();
            }
            else if (json.IsObject)
            {
                Members(ref json, fields, PodSpecPlace.PatchValue);
            }
            else if (json.IsArray)
            {
                PatchItems(ref json, fields);
            }
            else
            {
                isTrue = json.IsTrue;
                _values.AppendWord(0, json.Text());
            }
        }

        // What a copy or a move takes from elsewhere in the object is not told: many members of a pod are true without harm.
        Apply(fields, isTrue || isTaken);
    }

    private void PatchItems(ref JsonCursor json, FieldSet fields)
    {
        while (json.NextItem())
        {
            if (json.IsObject)
            {
                Members(ref json, fields, PodSpecPlace.Other);
            }
            else
            {
                _values.AppendWord(0, json.Text());
            }
        }
    }

    /// <summary>What the values of an operation are is known once all of it was read.</summary>
    private void Apply(FieldSet fields, bool isTrue)
    {
        var name = _path.Name;
        var place = PodSpecNames.PlaceOf(_path.Parent);
        if (isTrue)
        {
            Tell(fields, PodSpecNames.RiskOf(name));
        }

        for (var rest = _values.Span; !rest.IsEmpty; )
        {
            var value = Words.Cut(ref rest, 0);
            if (name.SequenceEqual("hostPath"u8) || (place == PodSpecPlace.HostPath && name.SequenceEqual("path"u8)))
            {
                _hostPath.Add(fields, value);
            }
            else if (name.SequenceEqual("add"u8))
            {
                fields.Add(Field.PodSpecCapability, value);
            }
            else if (name.SequenceEqual("command"u8) || name.SequenceEqual("args"u8))
            {
                _words.AppendWord((byte)' ', value);
            }
            else
            {
                Text(fields, place, name, value);
            }
        }

        if (_words.Length > 0)
        {
            fields.Add(Field.PodSpecCommand, _words.Span);
            _words.Clear();
        }
    }

    private void Tell(FieldSet fields, PodSpecRisks risk)
    {
        if (risk == PodSpecRisks.None || _told.HasFlag(risk))
        {
            return;
        }

        _told |= risk;
        fields.Add(Field.PodSpecRisk, PodSpecNames.Of(risk));
    }
}
