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
    private readonly ByteBuffer _path = new();
    private bool _hasStatus;

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
        _hasStatus = false;
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
        access = _found.Has(Field.HttpMethod) && _found.Has(Field.UrlPath) && _hasStatus;
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
        return trimmed.Length >= 2 && trimmed[0] == '{' && trimmed[^1] == '}' && trimmed[1..].TrimStart(" \t\r\n"u8)[0] is (byte)'"' or (byte)'}';
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
        if (name.SequenceEqual("request"u8) && json.IsString)
        {
            // nginx' "request":"GET /x HTTP/1.1"
            _line.Clear();
            _line.Append(json.Text());
        }
        else if (json.IsObject && AccessNames.IsBlock(name))
        {
            _path.Clear();
            Block(ref json, 0);
        }
        else if (AccessNames.TryField(name, out var field) && !json.IsObject)
        {
            Add(ref json, field);
        }
        else
        {
            json.Skip();
        }
    }

    /// <summary>Objects within the object, as Caddy, Kong and ECS have them: their members count under dotted names.</summary>
    private void Block(ref JsonCursor json, int depth)
    {
        if (depth == AccessNames.Deepest)
        {
            json.Skip();
            return;
        }

        var outer = _path.Length;
        _path.Append(json.Name);
        _path.Append("."u8);
        var length = _path.Length;
        while (json.NextProperty())
        {
            if (json.IsObject)
            {
                Block(ref json, depth + 1);
                continue;
            }

            _path.Append(json.Name);
            var known = AccessNames.TryField(_path.Span, out var field);
            _path.CutTo(length);
            if (known)
            {
                AddFirst(ref json, field);
            }
            else
            {
                json.Skip();
            }
        }

        _path.CutTo(outer);
    }

    /// <summary>A value, or of an array the first: a header's values.</summary>
    private void AddFirst(ref JsonCursor json, Field field)
    {
        if (!json.IsArray)
        {
            Add(ref json, field);
            return;
        }

        while (json.NextItem())
        {
            Add(ref json, field);
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
                // One that no server answers does not hide who asked for what.
                _hasStatus = true;
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
}
