using Streams.Schemas.Events;
using Streams.Schemas.Json;

namespace Streams.Schemas.Audit;

/// <summary>The <c>user</c> of an audit event, or whom it impersonates.</summary>
internal static class AuditUser
{
    private static ReadOnlySpan<byte> Prefix => "authentication.kubernetes.io/"u8;

    /// <summary>Reads the object that the cursor stands on; <paramref name="name"/> is the field of the user's name. Groups and token are those of the real user only.</summary>
    public static void Read(ref JsonCursor json, FieldSet fields, Field name)
    {
        while (json.NextProperty())
        {
            var key = json.Name;
            if (key.SequenceEqual("username"u8) && json.IsString)
            {
                fields.Add(name, json.Text());
            }
            else if (name == Field.Principal && key.SequenceEqual("groups"u8) && json.IsArray)
            {
                Groups(ref json, fields);
            }
            else if (name == Field.Principal && key.SequenceEqual("extra"u8) && json.IsObject)
            {
                Extra(ref json, fields);
            }
            else
            {
                json.Skip();
            }
        }
    }

    private static void Groups(ref JsonCursor json, FieldSet fields)
    {
        while (json.NextItem())
        {
            if (json.IsString)
            {
                fields.Add(Field.PrincipalGroup, json.Text());
            }
            else
            {
                json.Skip();
            }
        }
    }

    private static void Extra(ref JsonCursor json, FieldSet fields)
    {
        while (json.NextProperty())
        {
            var key = json.Name;
            var field = !key.StartsWith(Prefix)
                ? Field.Count
                : key[Prefix.Length..] switch
                {
                    var rest when rest.SequenceEqual("pod-name"u8) => Field.TokenPodName,
                    var rest when rest.SequenceEqual("pod-uid"u8) => Field.TokenPodUid,
                    var rest when rest.SequenceEqual("node-name"u8) => Field.TokenNodeName,
                    var rest when rest.SequenceEqual("credential-id"u8) => Field.CredentialId,
                    _ => Field.Count,
                };
            if (field == Field.Count)
            {
                json.Skip();
            }
            else
            {
                First(ref json, field, fields);
            }
        }
    }

    private static void First(ref JsonCursor json, Field field, FieldSet fields)
    {
        if (!json.IsArray)
        {
            Value(ref json, field, fields);
            return;
        }

        while (json.NextItem())
        {
            Value(ref json, field, fields);
        }
    }

    private static void Value(ref JsonCursor json, Field field, FieldSet fields)
    {
        if (json.IsString && !fields.Has(field))
        {
            fields.Add(field, json.Text());
        }
        else
        {
            json.Skip();
        }
    }
}
