using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Audit;

/// <summary>Reads the properties of one audit Event.</summary>
internal sealed class AuditItem(ParserOptions options)
{
    private readonly SourceAddresses _addresses = new(options);
    private readonly ByteBuffer _command = new();
    private readonly PodSpecReader _podSpec = new();
    private Timestamp _stageTime;
    private Timestamp _receivedTime;
    private Timestamp _oldTime;
    private bool _hasStage;
    private bool _hasId;
    private bool _isEvent;
    private bool _hasRequest;
    private bool _isStated;
    private bool _isOther;

    /// <summary>Whether the object is an audit event: it says so, or it has an auditID or a whole request, and nothing that speaks against it.</summary>
    public bool IsAudit => _isStated || (!_isOther && (_hasId || _hasRequest));

    /// <summary>Why the object, which says that it is an event, is none of audit; or null.</summary>
    public string? Fault { get; private set; }

    /// <summary>The time of the stage, else of the request, else v1beta1's.</summary>
    public Timestamp Time =>
        _stageTime.IsKnown ? _stageTime
        : _receivedTime.IsKnown ? _receivedTime
        : _oldTime;

    /// <summary>The command in the request's body, joined by blanks.</summary>
    public ReadOnlySpan<byte> BodyCommand => _command.Span;

    /// <summary>Whether the request's body asks for a dry run, as the options of a delete may.</summary>
    public bool HasBodyDryRun { get; private set; }

    /// <summary>Reads the object that the cursor stands on.</summary>
    public void Read(ref JsonCursor json, FieldSet fields)
    {
        (_stageTime, _receivedTime, _oldTime) = (Timestamp.Unknown, Timestamp.Unknown, Timestamp.Unknown);
        (_hasStage, _hasId, _isEvent, _isStated, _isOther, Fault) = (false, false, false, false, false, null);
        HasBodyDryRun = false;
        _command.Clear();
        while (json.NextProperty())
        {
            Property(ref json, fields);
        }

        _hasRequest = fields.Has(Field.Verb) && (_isEvent || (fields.Has(Field.Principal) && (fields.Has(Field.Resource) || fields.Has(Field.RequestUri))));
        if (!_hasStage)
        {
            fields.Add(Field.AuditStage, "ResponseComplete"u8);
        }
    }

    private void Property(ref JsonCursor json, FieldSet fields)
    {
        var name = json.Name;
        switch (name.Length)
        {
            case 4 when name.SequenceEqual("kind"u8):
                Kind(ref json);
                break;
            case 4 when name.SequenceEqual("verb"u8):
                Add(ref json, Field.Verb, fields);
                _isOther |= fields.Text(Field.Verb) is [>= (byte)'A' and <= (byte)'Z', ..];
                break;
            case 4 when name.SequenceEqual("user"u8) && json.IsObject:
                AuditUser.Read(ref json, fields, Field.Principal);
                break;
            case 5 when name.SequenceEqual("level"u8) && !fields.Has(Field.AuditLevel):
                Add(ref json, Field.AuditLevel, fields);
                break;
            case 5 when name.SequenceEqual("stage"u8) && json.IsString:
                _hasStage = true;
                Add(ref json, Field.AuditStage, fields);
                break;
            case 7 when name.SequenceEqual("auditID"u8):
                Add(ref json, Field.AuditId, fields);
                _hasId = fields.Has(Field.AuditId);
                break;
            case 9 when name.SequenceEqual("objectRef"u8) && json.IsObject:
                AuditObject.ReadReference(ref json, fields);
                break;
            case 9 when name.SequenceEqual("sourceIPs"u8) && json.IsArray:
                _addresses.Read(ref json, fields);
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
            case 15 when name.SequenceEqual("k8s_audit_level"u8) && json.IsString:
                // OpenShift's collector writes its own word under "level".
                fields.Replace(Field.AuditLevel, json.Text());
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
        _isEvent = text.SequenceEqual("Event"u8);
        if (!_isEvent)
        {
            json.Skip();
            Fault = "kind is neither Event nor EventList";
        }
    }

    private void Version(ref JsonCursor json)
    {
        _isStated = json.Text().StartsWith("audit.k8s.io/"u8);
        if (!_isStated)
        {
            Fault = "apiVersion is not of audit.k8s.io";
        }
    }

    private static void Add(ref JsonCursor json, Field field, FieldSet fields)
    {
        if (json.IsString)
        {
            fields.Add(field, json.Text());
        }
        else
        {
            json.Skip();
        }
    }

    private static Timestamp TimeOf(ref JsonCursor json) => Rfc3339.TryParse(json.Text(), null, out var time) ? time : Timestamp.Unknown;
}
