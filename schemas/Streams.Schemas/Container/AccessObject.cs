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
    private readonly ByteBuffer _line = new();

    /// <summary>Its name in an event's provenance, where it is an access line.</summary>
    public const string Dialect = "access_json";

    /// <summary>Whether the message is a JSON object; <paramref name="access"/> tells whether it is an access line, whose fields are added.</summary>
    public bool TryRead(ReadOnlySpan<byte> message, FieldSet fields, out bool access)
    {
        access = false;
        if (!LooksLikeObject(message))
        {
            return false;
        }

        _found.Clear();
        _line.Clear();
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

        Line();
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

    /// <summary>The request line, where method and path do not stand apart.</summary>
    private void Line()
    {
        if (!_found.Has(Field.HttpMethod) && !_found.Has(Field.UrlPath) && _line.Length > 0)
        {
            AccessLine.DescribeRequest(_line.Span, _found);
        }
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
        if (name.SequenceEqual("request"u8))
        {
            Request(ref json);
        }
        else if (TryField(name, out var field))
        {
            Add(ref json, field);
        }
        else
        {
            json.Skip();
        }
    }

    /// <summary>nginx' <c>"request":"GET /x HTTP/1.1"</c>, Caddy's <c>"request":{"remote_ip":…,"method":…,"uri":…}</c>.</summary>
    private void Request(ref JsonCursor json)
    {
        if (json.IsString)
        {
            _line.Clear();
            _line.Append(json.Text());
            return;
        }

        if (!json.IsObject)
        {
            json.Skip();
            return;
        }

        while (json.NextProperty())
        {
            if (TryField(json.Name, out var field) && !json.IsObject)
            {
                Add(ref json, field);
            }
            else
            {
                json.Skip();
            }
        }
    }

    private void Add(ref JsonCursor json, Field field)
    {
        if (_found.Has(field))
        {
            json.Skip();
            return;
        }

        switch (field)
        {
            case Field.HttpStatus:
                if (json.TryNumber(out var status) && status is >= 100 and <= 999)
                {
                    _found.Add(field, status);
                }

                break;
            case Field.SourceIp:
                Client(json.Text());
                break;
            default:
                _found.Add(field, json.IsString ? json.Text() : default);
                if (!json.IsString)
                {
                    json.Skip();
                }

                break;
        }
    }

    /// <summary>An address, or address and port.</summary>
    private void Client(ReadOnlySpan<byte> text)
    {
        if (IpAddress.TryAdd(_found, Field.SourceIp, text) || text.LastIndexOf((byte)':') is not (> 0 and var colon))
        {
            return;
        }

        var host = text[..colon];
        IpAddress.TryAdd(_found, Field.SourceIp, host.Length > 2 && host[0] == '[' && host[^1] == ']' ? host[1..^1] : host);
    }

    /// <summary>The names of nginx, Envoy and Istio, Traefik, Caddy, and those that people give them.</summary>
    private static bool TryField(ReadOnlySpan<byte> name, out Field field)
    {
        field = name.Length switch
        {
            2 when name.SequenceEqual("ua"u8) => Field.UserAgent,
            3 when name.SequenceEqual("uri"u8) => Field.UrlPath,
            4 when name.SequenceEqual("path"u8) => Field.UrlPath,
            5 when name.SequenceEqual("query"u8) => Field.UrlQuery,
            6 when name.SequenceEqual("status"u8) => Field.HttpStatus,
            6 when name.SequenceEqual("method"u8) => Field.HttpMethod,
            6 when name.SequenceEqual("client"u8) => Field.SourceIp,
            9 when name.SequenceEqual("client_ip"u8) || name.SequenceEqual("remote_ip"u8) => Field.SourceIp,
            10 when name.SequenceEqual("ClientHost"u8) => Field.SourceIp,
            10 when name.SequenceEqual("user_agent"u8) || name.SequenceEqual("User-Agent"u8) => Field.UserAgent,
            11 when name.SequenceEqual("remote_addr"u8) => Field.SourceIp,
            11 when name.SequenceEqual("status_code"u8) => Field.HttpStatus,
            11 when name.SequenceEqual("request_uri"u8) || name.SequenceEqual("RequestPath"u8) => Field.UrlPath,
            13 when name.SequenceEqual("response_code"u8) => Field.HttpStatus,
            13 when name.SequenceEqual("RequestMethod"u8) => Field.HttpMethod,
            14 when name.SequenceEqual("request_method"u8) => Field.HttpMethod,
            15 when name.SequenceEqual("http_user_agent"u8) => Field.UserAgent,
            16 when name.SequenceEqual("DownstreamStatus"u8) => Field.HttpStatus,
            18 when name.SequenceEqual("request_User-Agent"u8) => Field.UserAgent,
            25 when name.SequenceEqual("downstream_remote_address"u8) => Field.SourceIp,
            _ => Field.Count,
        };
        return field != Field.Count;
    }
}
