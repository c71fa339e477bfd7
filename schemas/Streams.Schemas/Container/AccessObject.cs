using System.Text.Json;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Container;

/// <summary>A message that is a JSON object: an access line, where it has a method, a path and a status.</summary>
internal sealed class AccessObject(ParserOptions options)
{
    private readonly JsonBuffers _buffers = new();
    private readonly FieldSet _found = new();

    /// <summary>Whether the message is a JSON object; <paramref name="access"/> tells whether it is an access line, whose fields are added.</summary>
    public bool TryRead(ReadOnlySpan<byte> message, FieldSet fields, out bool access)
    {
        access = false;
        if (!LooksLikeObject(message))
        {
            return false;
        }

        _found.Clear();
        try
        {
            var json = new JsonCursor(message, options, _buffers);
            if (!Read(ref json))
            {
                return false;
            }
        }
        catch (JsonException)
        {
            return false;
        }

        access = _found.Has(Field.HttpMethod) && _found.Has(Field.UrlPath) && _found.Has(Field.HttpStatus);
        for (var i = 0; access && i < _found.Count; i++)
        {
            var value = _found.At(i);
            if (value.Field == Field.UrlPath)
            {
                AccessLine.AddTarget(value.Text, fields);
            }
            else if (value.Kind == FieldKind.Number)
            {
                fields.Add(value.Field, value.Number);
            }
            else
            {
                fields.Add(value.Field, value.Text);
            }
        }

        return true;
    }

    /// <summary>Cheap signs that spare most lines that only begin with a brace the cost of a failed parse.</summary>
    private static bool LooksLikeObject(ReadOnlySpan<byte> message)
    {
        var trimmed = message.Trim(" \t\r\n"u8);
        return trimmed.Length >= 2 && trimmed[0] == '{' && trimmed[^1] == '}'
            && trimmed[1..].TrimStart(" \t\r\n"u8)[0] is (byte)'"' or (byte)'}';
    }

    private bool Read(ref JsonCursor json)
    {
        if (!json.Begin())
        {
            return false;
        }

        while (json.NextProperty())
        {
            Property(ref json);
        }

        return json.End();
    }

    private void Property(ref JsonCursor json)
    {
        var name = json.Name;
        if (name.SequenceEqual("status"u8) || name.SequenceEqual("status_code"u8))
        {
            if (json.TryNumber(out var status) && status is >= 100 and <= 999)
            {
                _found.Add(Field.HttpStatus, status);
            }
        }
        else if (name.SequenceEqual("client"u8) || name.SequenceEqual("client_ip"u8) || name.SequenceEqual("remote_addr"u8) || name.SequenceEqual("remote_ip"u8))
        {
            IpAddress.TryAdd(_found, Field.SourceIp, json.Text());
        }
        else if (TryField(name, out var field) && json.IsString)
        {
            _found.Add(field, json.Text());
        }
        else
        {
            json.Skip();
        }
    }

    private static bool TryField(ReadOnlySpan<byte> name, out Field field)
    {
        field = name switch
        {
            _ when name.SequenceEqual("method"u8) || name.SequenceEqual("request_method"u8) => Field.HttpMethod,
            _ when name.SequenceEqual("path"u8) || name.SequenceEqual("uri"u8) || name.SequenceEqual("request_uri"u8) => Field.UrlPath,
            _ when name.SequenceEqual("query"u8) => Field.UrlQuery,
            _ when name.SequenceEqual("ua"u8) || name.SequenceEqual("user_agent"u8) || name.SequenceEqual("http_user_agent"u8) => Field.UserAgent,
            _ => Field.Count,
        };
        return field != Field.Count;
    }
}
