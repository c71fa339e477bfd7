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
    private readonly ByteBuffer _path = new();
    private readonly ByteBuffer _values = new();
    private readonly ByteBuffer _hostPath = new();
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
                Members(ref json, fields, PlaceOf(json.Name));
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
                AddWord(_words, (byte)' ', json.Text());
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
            Tell(fields, RiskOf(name));
        }
        else if (json.IsString && place is PodSpecPlace.HostPath or PodSpecPlace.PatchValue && name.SequenceEqual("path"u8))
        {
            if (place == PodSpecPlace.HostPath)
            {
                AddHostPath(fields, json.Text());
            }
            else
            {
                AddWord(_values, 0, json.Text());
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
        _path.Clear();
        _values.Clear();
        var isTrue = false;
        while (json.NextProperty())
        {
            if (json.IsString && json.Name.SequenceEqual("path"u8))
            {
                _path.Clear();
                _path.Append(json.Text());
            }
            else if (!json.Name.SequenceEqual("value"u8))
            {
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
                AddWord(_values, 0, json.Text());
            }
        }

        Apply(fields, isTrue);
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
                AddWord(_values, 0, json.Text());
            }
        }
    }

    /// <summary>What the values of an operation are is known once all of it was read.</summary>
    private void Apply(FieldSet fields, bool isTrue)
    {
        var parent = _path.Span;
        var name = LastSegment(ref parent);
        if (name.SequenceEqual("-"u8) || (!name.IsEmpty && !name.ContainsAnyExceptInRange((byte)'0', (byte)'9')))
        {
            name = LastSegment(ref parent);
        }

        var place = PlaceOf(LastSegment(ref parent));
        if (isTrue)
        {
            Tell(fields, RiskOf(name));
        }

        for (var rest = _values.Span; !rest.IsEmpty; )
        {
            var value = Words.Cut(ref rest, 0);
            if (name.SequenceEqual("hostPath"u8) || (place == PodSpecPlace.HostPath && name.SequenceEqual("path"u8)))
            {
                AddHostPath(fields, value);
            }
            else if (name.SequenceEqual("add"u8))
            {
                fields.Add(Field.PodSpecCapability, value);
            }
            else if (name.SequenceEqual("command"u8) || name.SequenceEqual("args"u8))
            {
                AddWord(_words, (byte)' ', value);
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

    private static ReadOnlySpan<byte> LastSegment(ref ReadOnlySpan<byte> path)
    {
        var at = path.LastIndexOf((byte)'/');
        var last = path[(at + 1)..];
        path = at < 0 ? default : path[..at];
        return last;
    }

    private static PodSpecPlace PlaceOf(ReadOnlySpan<byte> name) =>
        name switch
        {
            _ when name.SequenceEqual("hostPath"u8) => PodSpecPlace.HostPath,
            _ when name.SequenceEqual("capabilities"u8) => PodSpecPlace.Capabilities,
            _ when name.SequenceEqual("seccompProfile"u8) || name.SequenceEqual("appArmorProfile"u8) => PodSpecPlace.Profile,
            _ => PodSpecPlace.Other,
        };

    private static PodSpecRisks RiskOf(ReadOnlySpan<byte> name) =>
        name switch
        {
            _ when name.SequenceEqual("privileged"u8) => PodSpecRisks.Privileged,
            _ when name.SequenceEqual("hostPID"u8) => PodSpecRisks.HostPid,
            _ when name.SequenceEqual("hostIPC"u8) => PodSpecRisks.HostIpc,
            _ when name.SequenceEqual("hostNetwork"u8) => PodSpecRisks.HostNetwork,
            _ when name.SequenceEqual("hostProcess"u8) => PodSpecRisks.HostProcess,
            _ => PodSpecRisks.None,
        };

    private void Tell(FieldSet fields, PodSpecRisks risk)
    {
        if (risk == PodSpecRisks.None || _told.HasFlag(risk))
        {
            return;
        }

        _told |= risk;
        fields.Add(
            Field.PodSpecRisk,
            risk switch
            {
                PodSpecRisks.Privileged => "privileged"u8,
                PodSpecRisks.HostPid => "host_pid"u8,
                PodSpecRisks.HostIpc => "host_ipc"u8,
                PodSpecRisks.HostNetwork => "host_network"u8,
                PodSpecRisks.HostPort => "host_port"u8,
                PodSpecRisks.HostProcess => "host_process"u8,
                PodSpecRisks.Unconfined => "unconfined"u8,
                _ => "unmasked_proc"u8,
            }
        );
    }

    /// <summary>Adds a path as the kernel reads it: without doubled and trailing slashes and dots that mean nothing.</summary>
    private void AddHostPath(FieldSet fields, ReadOnlySpan<byte> path)
    {
        _hostPath.Clear();
        while (!path.IsEmpty)
        {
            var segment = Words.Cut(ref path, (byte)'/');
            if (!segment.IsEmpty && !segment.SequenceEqual("."u8))
            {
                _hostPath.Append("/"u8);
                _hostPath.Append(segment);
            }
        }

        fields.Add(Field.PodSpecHostPath, _hostPath.Length == 0 ? "/"u8 : _hostPath.Span);
    }

    private static void AddWord(ByteBuffer buffer, byte separator, ReadOnlySpan<byte> word)
    {
        if (buffer.Length > 0)
        {
            buffer.Append([separator]);
        }

        buffer.Append(word);
    }
}
