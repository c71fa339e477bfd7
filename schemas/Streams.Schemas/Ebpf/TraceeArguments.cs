using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Ebpf;

/// <summary>
/// The arguments of an event of Tracee. Each has a name and a value, which stands under <c>value</c>, or in structured events under the name of its type.
/// </summary>
internal sealed class TraceeArguments(ParserOptions options)
{
    private readonly JsonOutline _argument = new(options);
    private readonly ByteBuffer _path = new();
    private readonly ByteBuffer _words = new();

    /// <summary>The path of the program or file; empty where no argument names one.</summary>
    public ReadOnlySpan<byte> Path => _path.Span;

    /// <summary>What the program was started with, behind its name.</summary>
    public ReadOnlySpan<byte> Words => _words.Span;

    /// <summary>Reads the arguments and adds their fields.</summary>
    /// <param name="outline">The event.</param>
    /// <param name="arguments">The array of its arguments.</param>
    /// <param name="fields">What gets the fields.</param>
    /// <param name="type">What the event is.</param>
    public void Read(JsonOutline outline, int arguments, FieldSet fields, EventType type)
    {
        _path.Clear();
        _words.Clear();
        if (!outline.IsArray(arguments))
        {
            return;
        }

        var items = new JsonItems(outline.Raw(arguments));
        while (items.TryNext(out var item))
        {
            if (_argument.Read(item))
            {
                Add(_argument.Text("name"u8), Value(), fields, type);
            }
        }
    }

    private int Value()
    {
        if (_argument.Find("value"u8) is >= 0 and var value)
        {
            return value;
        }

        var node = _argument.First(0);
        while (node != JsonOutline.None && _argument.Name(node).SequenceEqual("name"u8))
        {
            node = _argument.Next(node);
        }

        return node;
    }

    private void Add(ReadOnlySpan<byte> name, int value, FieldSet fields, EventType type)
    {
        if (name.SequenceEqual("pathname"u8))
        {
            _path.Append(_argument.Text(value));
            if (type != EventType.Process)
            {
                fields.Add(Field.FilePath, _argument.Text(value));
                WalkedPath.Settle(fields);
                fields.Add(Field.FileDescriptorName, _argument.Text(value));
            }
        }
        else if (name.SequenceEqual("argv"u8))
        {
            var texts = _argument.IsArray(value) ? value : _argument.Find(value, "value"u8);
            if (_argument.IsArray(texts))
            {
                JsonTexts.Join(_argument.Raw(texts), 1, _words);
            }
        }
        else if (type == EventType.Network && name.SequenceEqual("dst"u8))
        {
            ProcessFields.Connection(default, default, _argument.Text(value), default, fields);
        }
        else if (type == EventType.Network && name.SequenceEqual("dst_port"u8))
        {
            ProcessFields.Number(Field.DestinationPort, _argument.Text(value), fields);
        }
        else if (name.SequenceEqual("remote_addr"u8) || name.SequenceEqual("addr"u8) || (type == EventType.Network && _argument.IsObject(value)))
        {
            Socket(value, fields);
        }
    }

    /// <summary>An address as an object, or as older versions print it: <c>{'sa_family': 'AF_INET','sin_port': '443','sin_addr': '203.0.113.5'}</c>.</summary>
    private void Socket(int value, FieldSet fields)
    {
        if (_argument.IsObject(value))
        {
            var v6 = _argument.Find(value, "sin6_addr"u8, "sin6Addr"u8);
            ProcessFields.Connection(
                default,
                default,
                _argument.Text(v6 == JsonOutline.None ? _argument.Find(value, "sin_addr"u8, "sinAddr"u8) : v6),
                _argument.Text(v6 == JsonOutline.None ? _argument.Find(value, "sin_port"u8, "sinPort"u8) : _argument.Find(value, "sin6_port"u8, "sin6Port"u8)),
                fields
            );
        }
        else if (_argument.IsString(value))
        {
            var text = _argument.Text(value);
            var v6 = text.IndexOf("'sin6_addr'"u8) >= 0;
            ProcessFields.Connection(
                default,
                default,
                Text.Words.Between(text, v6 ? "'sin6_addr': '"u8 : "'sin_addr': '"u8, (byte)'\''),
                Text.Words.Between(text, v6 ? "'sin6_port': '"u8 : "'sin_port': '"u8, (byte)'\''),
                fields
            );
        }
    }
}
