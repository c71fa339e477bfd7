using Streams.Schemas.Events;
using Streams.Schemas.Json;

namespace Streams.Schemas.Audit;

/// <summary>The objects inside an audit event: what was acted on, the answer, the annotations.</summary>
internal static class AuditObject
{
    /// <summary>Reads <c>objectRef</c>.</summary>
    public static void ReadReference(ref JsonCursor json, FieldSet fields)
    {
        while (json.NextProperty())
        {
            var name = json.Name;
            var field = name.Length switch
            {
                8 when name.SequenceEqual("resource"u8) => Field.Resource,
                9 when name.SequenceEqual("namespace"u8) => Field.ObjectNamespace,
                4 when name.SequenceEqual("name"u8) => Field.ObjectName,
                3 when name.SequenceEqual("uid"u8) => Field.ObjectUid,
                8 when name.SequenceEqual("apiGroup"u8) => Field.ApiGroup,
                11 when name.SequenceEqual("subresource"u8) => Field.Subresource,
                _ => Field.Count,
            };
            AddText(ref json, field, fields);
        }
    }

    /// <summary>Reads <c>annotations</c>.</summary>
    public static void ReadAnnotations(ref JsonCursor json, FieldSet fields)
    {
        while (json.NextProperty())
        {
            var name = json.Name;
            var field = name switch
            {
                _ when name.SequenceEqual("authorization.k8s.io/decision"u8) => Field.Decision,
                _ when name.SequenceEqual("authorization.k8s.io/reason"u8) => Field.DecisionReason,
                _ => Field.Count,
            };
            if (name.SequenceEqual("audit.k8s.io/truncated"u8))
            {
                json.Skip();
                fields.Add(Field.Tag, EventTags.Truncated);
                continue;
            }

            AddText(ref json, field, fields);
        }
    }

    /// <summary>Reads <c>responseStatus</c>.</summary>
    public static void ReadStatus(ref JsonCursor json, FieldSet fields)
    {
        while (json.NextProperty())
        {
            if (!json.Name.SequenceEqual("code"u8))
            {
                json.Skip();
            }
            else if (json.TryNumber(out var code))
            {
                fields.Add(Field.ResponseStatusCode, code);
                fields.Add(Field.EventOutcome, code < 400 ? "success"u8 : "failure"u8);
            }
        }
    }

    private static void AddText(ref JsonCursor json, Field field, FieldSet fields)
    {
        if (field != Field.Count && json.IsString)
        {
            fields.Add(field, json.Text());
        }
        else
        {
            json.Skip();
        }
    }
}
