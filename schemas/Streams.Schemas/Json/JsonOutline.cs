using System.Text.Json;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Json;

/// <summary>
/// The upper levels of a JSON object, read once: names and places of the members of the object, of its objects, and of theirs.
/// Node 0 is the object itself; a node that is not there is −1. Reused from record to record; owned by one thread.
/// Syntax errors surface as <see cref="JsonException"/>.
/// </summary>
internal sealed class JsonOutline(ParserOptions options)
{
    /// <summary>No such member.</summary>
    public const int None = -1;

    /// <summary>The levels whose members are kept: <c>container.image.name</c> is on the third, <c>process_exec.process.pod.container.image.name</c> on the sixth.</summary>
    private const int Levels = 6;

    /// <summary>How many nodes it keeps room for: what one record needed more is given back.</summary>
    private const int Kept = 4_096;
    private readonly ByteBuffer _texts = new();
    private OutlineNode[] _nodes = new OutlineNode[64];
    private int _count;

    /// <summary>The object's bytes.</summary>
    public ReadOnlyMemory<byte> Json { get; private set; }

    /// <summary>The limit that was passed, if any.</summary>
    public DeadReason? Failure { get; private set; }

    /// <summary>Reads an object; false where the text is none or passes a limit.</summary>
    public bool Read(ReadOnlyMemory<byte> json)
    {
        (Json, Failure, _count) = (json, null, 0);
        _nodes = _nodes.Length > Kept ? new OutlineNode[Kept] : _nodes;
        _texts.Clear();
        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = 1 << 20 });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        if (options.MaxDepth < 1)
        {
            Failure = DeadReason.TooDeep;
            return false;
        }

        Add(new OutlineNode { Kind = JsonTokenType.StartObject, Parent = None });
        return Members(ref reader);
    }

    /// <summary>The first member of that name; <see cref="None"/> where there is none, or <paramref name="parent"/> is none.</summary>
    public int Find(int parent, ReadOnlySpan<byte> name)
    {
        var json = Json.Span;
        var texts = _texts.Span;
        for (var node = First(parent); node != None; node = _nodes[node].Next)
        {
            ref readonly var found = ref _nodes[node];
            if (found.NameLength == name.Length && (found.NameInTexts ? texts : json).Slice(found.NameStart, found.NameLength).SequenceEqual(name))
            {
                return node;
            }
        }

        return None;
    }

    /// <summary>The first member of the object itself of that name.</summary>
    public int Find(ReadOnlySpan<byte> name) => Find(0, name);

    /// <summary>The first member of that name, else of the other.</summary>
    public int Find(int parent, ReadOnlySpan<byte> name, ReadOnlySpan<byte> other) => Find(parent, name) is >= 0 and var node ? node : Find(parent, other);

    /// <summary>The first member of the object itself of that name, else of the other.</summary>
    public int Find(ReadOnlySpan<byte> name, ReadOnlySpan<byte> other) => Find(0, name) is >= 0 and var node ? node : Find(0, other);

    /// <summary>Whether the object itself has a member of that name.</summary>
    public bool Has(ReadOnlySpan<byte> name) => Find(0, name) != None;

    /// <summary>Whether another member of the same object has the node's name.</summary>
    public bool IsRepeated(int node)
    {
        var name = Name(node);
        for (var other = First(_nodes[node].Parent); other != None; other = _nodes[other].Next)
        {
            if (other != node && NameOf(in _nodes[other]).SequenceEqual(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first member of an object; <see cref="None"/> where it has none.</summary>
    public int First(int parent) => parent == None ? None : _nodes[parent].Child;

    /// <summary>The member behind a member.</summary>
    public int Next(int node) => _nodes[node].Next;

    /// <summary>A member's name.</summary>
    public ReadOnlySpan<byte> Name(int node) => NameOf(in _nodes[node]);

    /// <summary>Whether the node is an object.</summary>
    public bool IsObject(int node) => node != None && _nodes[node].Kind == JsonTokenType.StartObject;

    /// <summary>Whether the node is an array.</summary>
    public bool IsArray(int node) => node != None && _nodes[node].Kind == JsonTokenType.StartArray;

    /// <summary>Whether the node is a string.</summary>
    public bool IsString(int node) => node != None && _nodes[node].Kind == JsonTokenType.String;

    /// <summary>Whether the node is true.</summary>
    public bool IsTrue(int node) => node != None && _nodes[node].Kind == JsonTokenType.True;

    /// <summary>Whether the node is a number.</summary>
    public bool IsNumber(int node) => node != None && _nodes[node].Kind == JsonTokenType.Number;

    /// <summary>The value as it stands in the text, quotes included.</summary>
    public ReadOnlyMemory<byte> Raw(int node) => Json.Slice(_nodes[node].Start, _nodes[node].Length);

    /// <summary>The text of a string or the digits of a number; empty for anything else. Valid until the next record.</summary>
    public ReadOnlySpan<byte> Text(int node) => Memory(node).Span;

    /// <summary>As <see cref="Text(int)"/>, of a member of the object itself.</summary>
    public ReadOnlySpan<byte> Text(ReadOnlySpan<byte> name) => Text(Find(0, name));

    /// <summary>As <see cref="Text(int)"/>.</summary>
    public ReadOnlyMemory<byte> Memory(int node)
    {
        if (node == None)
        {
            return default;
        }

        ref readonly var found = ref _nodes[node];
        if (found.Kind == JsonTokenType.Number)
        {
            return Json.Slice(found.Start, found.Length);
        }

        if (found.Kind != JsonTokenType.String)
        {
            return default;
        }

        var raw = Json.Slice(found.Start + 1, found.Length - 2);
        if (!found.Escaped)
        {
            return raw;
        }

        var start = _texts.Length;
        JsonText.Unescape(raw.Span, _texts);
        return _texts.Memory[start..];
    }

    /// <summary>The node as a whole number, also where it is written as a string.</summary>
    public bool TryNumber(int node, out long number) => Words.TryNumber(Text(node), out number);

    private ReadOnlySpan<byte> NameOf(ref readonly OutlineNode node) =>
        node.NameInTexts ? _texts.Span.Slice(node.NameStart, node.NameLength) : Json.Span.Slice(node.NameStart, node.NameLength);

    private bool Members(ref Utf8JsonReader reader)
    {
        var (fields, parent, last) = (0, 0, None);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    if (++fields > options.MaxFields)
                    {
                        Failure = DeadReason.TooManyFields;
                        return false;
                    }

                    if (reader.CurrentDepth > Levels)
                    {
                        break;
                    }

                    var node = Member(ref reader, parent);
                    Link(parent, last, node);
                    (parent, last) = _nodes[node].Kind == JsonTokenType.StartObject ? (node, None) : (parent, node);
                    if (_nodes[node].Kind is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= options.MaxDepth)
                    {
                        Failure = DeadReason.TooDeep;
                        return false;
                    }

                    if (_nodes[node].Kind == JsonTokenType.StartArray && !SkipArray(ref reader, node, ref fields, limited: !IsBatch(node)))
                    {
                        return false;
                    }

                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray when reader.CurrentDepth >= options.MaxDepth:
                    Failure = DeadReason.TooDeep;
                    return false;
                case JsonTokenType.EndObject when reader.CurrentDepth <= Levels:
                    _nodes[parent].Length = (int)reader.BytesConsumed - _nodes[parent].Start;
                    (parent, last) = (_nodes[parent].Parent, parent);
                    break;
            }
        }

        return true;
    }

    private int Member(ref Utf8JsonReader reader, int parent)
    {
        var node = new OutlineNode { Parent = parent };
        if (reader.ValueIsEscaped)
        {
            (node.NameStart, node.NameInTexts) = (_texts.Length, true);
            JsonText.Unescape(reader.ValueSpan, _texts);
            node.NameLength = _texts.Length - node.NameStart;
        }
        else
        {
            (node.NameStart, node.NameLength) = ((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
        }

        reader.Read();
        (node.Kind, node.Start, node.Length, node.Escaped) = (
            reader.TokenType,
            (int)reader.TokenStartIndex,
            (int)(reader.BytesConsumed - reader.TokenStartIndex),
            reader.ValueIsEscaped
        );
        return Add(node);
    }

    private void Link(int parent, int last, int node)
    {
        if (last == None)
        {
            _nodes[parent].Child = node;
        }
        else
        {
            _nodes[last].Next = node;
        }
    }

    /// <summary>The elements of a batch are outlined one by one: the limits are held there.</summary>
    private bool IsBatch(int node) =>
        _nodes[node].Parent == 0
        && Name(node) is var name
        && (
            name.SequenceEqual("items"u8)
            || name.SequenceEqual("records"u8)
            || name.SequenceEqual("logEvents"u8)
            || name.SequenceEqual("resourceLogs"u8)
            || name.SequenceEqual("resource_logs"u8)
            || name.SequenceEqual("Records"u8)
            || name.SequenceEqual("streams"u8)
        );

    private bool SkipArray(ref Utf8JsonReader reader, int node, ref int fields, bool limited)
    {
        var depth = reader.CurrentDepth;
        while (reader.Read() && !(reader.TokenType == JsonTokenType.EndArray && reader.CurrentDepth == depth))
        {
            if (limited && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= options.MaxDepth)
            {
                Failure = DeadReason.TooDeep;
                return false;
            }

            if (limited && reader.TokenType == JsonTokenType.PropertyName && ++fields > options.MaxFields)
            {
                Failure = DeadReason.TooManyFields;
                return false;
            }
        }

        _nodes[node].Length = (int)reader.BytesConsumed - _nodes[node].Start;
        return true;
    }

    private int Add(OutlineNode node)
    {
        if (_count == _nodes.Length)
        {
            Array.Resize(ref _nodes, _count * 2);
        }

        (node.Child, node.Next) = (None, None);
        _nodes[_count] = node;
        return _count++;
    }
}
