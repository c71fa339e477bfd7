using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Audit;

/// <summary>Reads the properties of one audit Event, or finds the items of an EventList.</summary>
internal sealed class AuditItem
{
    private readonly ByteBuffer _command = new();
    private readonly PodSpecReader _podSpec = new();
    private long _stageTime;
    private long _receivedTime;
    private long _oldTime;
    private bool _known;
    private bool _hasStage;

    /// <summary>Whether the object was an EventList.</summary>
    public bool IsList { get; private set; }

    /// <summary>Why the object is no audit event, or null.</summary>
    public string? Fault { get; private set; }

    /// <summary>The reason that goes with <see cref="Fault"/>.</summary>
    public DeadReason FaultReason { get; private set; }

    /// <summary>The time of the stage, else of the request, else v1beta1's.</summary>
    public long Time => _stageTime != EventTime.None ? _stageTime : _receivedTime != EventTime.None ? _receivedTime : _oldTime;

    /// <summary>The command in the request's body, joined by blanks.</summary>
    public ReadOnlySpan<byte> BodyCommand => _command.Span;

    /// <summary>Whether the request's body asks for a dry run, as the options of a delete may.</summary>
    public bool HasBodyDryRun { get; private set; }

    /// <summary>Reads the object that the cursor stands on; the places of a list's items are added to <paramref name="items"/>.</summary>
    public void Read(ref JsonCursor json, FieldSet fields, List<(int Start, int Length)>? items)
    {
        (_stageTime, _receivedTime, _oldTime) = (EventTime.None, EventTime.None, EventTime.None);
        (_known, _hasStage, IsList, Fault) = (false, false, false, null);
        HasBodyDryRun = false;
        _command.Clear();
        while (json.NextProperty())
        {
            Property(ref json, fields, items);
        }

        if (!_known && Fault is null)
        {
            (Fault, FaultReason) = ("no property of an audit event", DeadReason.WrongKind);
        }

        if (!_hasStage)
        {
            fields.Add(Field.AuditStage, "ResponseComplete"u8);
        }
    }

    private void Property(ref JsonCursor json, FieldSet fields, List<(int Start, int Length)>? items)
    {
        var name = json.Name;
        switch (name.Length)
        {
            case 4 when name.SequenceEqual("kind"u8):
                Kind(ref json);
                break;
            case 4 when name.SequenceEqual("verb"u8):
                Add(ref json, Field.Verb, fields);
                break;
            case 4 when name.SequenceEqual("user"u8) && json.IsObject:
                AuditUser.Read(ref json, fields, Field.Principal);
                break;
            case 5 when name.SequenceEqual("level"u8):
                Add(ref json, Field.AuditLevel, fields);
                break;
            case 5 when name.SequenceEqual("stage"u8) && json.IsString:
                _hasStage = true;
                Add(ref json, Field.AuditStage, fields);
                break;
            case 5 when name.SequenceEqual("items"u8) && json.IsArray && items is not null:
                Items(ref json, items);
                break;
            case 7 when name.SequenceEqual("auditID"u8):
                Add(ref json, Field.AuditId, fields);
                break;
            case 9 when name.SequenceEqual("objectRef"u8) && json.IsObject:
                _known = true;
                AuditObject.ReadReference(ref json, fields);
                break;
            case 9 when name.SequenceEqual("sourceIPs"u8) && json.IsArray:
                Addresses(ref json, fields);
                break;
            case 9 when name.SequenceEqual("userAgent"u8):
                Add(ref json, Field.UserAgent, fields);
                break;
            case 9 when name.SequenceEqual("timestamp"u8):
                _oldTime = TimeOf(ref json);
                break;
            case 10 when name.SequenceEqual("requestURI"u8):
                Add(ref json, Field.RequestUri, fields);
                break;
            case 10 when name.SequenceEqual("apiVersion"u8):
                Version(ref json);
                break;
            case 11 when name.SequenceEqual("annotations"u8) && json.IsObject:
                AuditObject.ReadAnnotations(ref json, fields);
                break;
            case 13 when name.SequenceEqual("requestObject"u8) && (json.IsObject || json.IsArray):
                _podSpec.Read(ref json, fields, _command);
                HasBodyDryRun = _podSpec.HasDryRun;
                break;
            case 14 when name.SequenceEqual("responseStatus"u8) && json.IsObject:
                AuditObject.ReadStatus(ref json, fields);
                break;
            case 14 when name.SequenceEqual("stageTimestamp"u8):
                _stageTime = TimeOf(ref json);
                break;
            case 16 when name.SequenceEqual("impersonatedUser"u8) && json.IsObject:
                AuditUser.Read(ref json, fields, Field.ImpersonatedPrincipal);
                break;
            case 24 when name.SequenceEqual("requestReceivedTimestamp"u8):
                _receivedTime = TimeOf(ref json);
                break;
            default:
                json.Skip();
                break;
        }
    }

    private void Kind(ref JsonCursor json)
    {
        var text = json.IsString ? json.Text() : default;
        IsList = text.SequenceEqual("EventList"u8);
        if (!IsList && !text.SequenceEqual("Event"u8))
        {
            json.Skip();
            (Fault, FaultReason) = ("kind is neither Event nor EventList", DeadReason.WrongKind);
        }
    }

    private void Version(ref JsonCursor json)
    {
        if (!json.Text().StartsWith("audit.k8s.io/"u8))
        {
            (Fault, FaultReason) = ("apiVersion is not of audit.k8s.io", DeadReason.WrongKind);
        }
    }

    private void Add(ref JsonCursor json, Field field, FieldSet fields)
    {
        if (json.IsString)
        {
            _known = true;
            fields.Add(field, json.Text());
        }
        else
        {
            json.Skip();
        }
    }

    private static void Items(ref JsonCursor json, List<(int Start, int Length)> items)
    {
        while (json.NextItem())
        {
            var start = json.Start;
            json.SkipItem();
            items.Add((start, json.Position - start));
        }
    }

    private static void Addresses(ref JsonCursor json, FieldSet fields)
    {
        while (json.NextItem())
        {
            if (fields.Has(Field.SourceIp) || !json.IsString)
            {
                json.Skip();
            }
            else
            {
                IpAddress.TryAdd(fields, Field.SourceIp, json.Text());
            }
        }
    }

    private static long TimeOf(ref JsonCursor json) =>
        Rfc3339.TryParse(json.Text(), null, out var time) ? time : EventTime.None;
}
