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

    private readonly ByteBuffer _texts = new();
    private readonly OutlineNodes _nodes = new();

    /// <summary>A bit for each name of the object's own members: most names that envelopes ask for are not there.</summary>
    private ulong _members;

    /// <summary>The object's bytes.</summary>
    public ReadOnlyMemory<byte> Json { get; private set; }

    /// <summary>The limit that was passed, if any.</summary>
    public DeadReason? Failure { get; private set; }

    /// <summary>Reads an object; false where the text is none or passes a limit.</summary>
    public bool Read(ReadOnlyMemory<byte> json)
    {
        (Json, Failure) = (json, null);
        _texts.Clear();
        var reader = new OutlineReader(json.Span, options, _nodes, _texts);
        var isRead = reader.Read();
        Failure = reader.Failure;
        _members = 0;
        for (var node = isRead ? First(0) : None; node != None; node = _nodes[node].Next)
        {
            _members |= Bit(Name(node));
        }

        return isRead;
    }

    /// <summary>The first member of that name; <see cref="None"/> where there is none, or <paramref name="parent"/> is none.</summary>
    public int Find(int parent, ReadOnlySpan<byte> name)
    {
        if (parent == 0 && (_members & Bit(name)) == 0)
        {
            return None;
        }

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
            if (other != node && Name(other).SequenceEqual(name))
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
    public ReadOnlySpan<byte> Name(int node) => _nodes.NameOf(node, Json.Span, _texts.Span);

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

    /// <summary>The node as a whole number, also where it is written as a string or a fraction.</summary>
    public bool TryNumber(int node, out long number) => JsonInteger.TryRead(Text(node), out number);

    private static ulong Bit(ReadOnlySpan<byte> name) => name.IsEmpty ? 1 : 1UL << (((name.Length * 11) + name[0] + name[^1]) & 63);
}
