using System.Text.Json;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Json;

/// <summary>Reads an object once into the nodes of a <see cref="JsonOutline"/>. Syntax errors surface as <see cref="JsonException"/>.</summary>
internal ref struct OutlineReader
{
    /// <summary>The levels whose members are kept: <c>container.image.name</c> is on the third, <c>process_exec.process.pod.container.image.name</c> on the sixth.</summary>
    private const int Levels = 6;
    private readonly ReadOnlySpan<byte> _json;
    private readonly ParserOptions _options;
    private readonly OutlineNodes _nodes;
    private readonly ByteBuffer _texts;
    private Utf8JsonReader _reader;

    /// <param name="json">The object's bytes.</param>
    /// <param name="options">The limits.</param>
    /// <param name="nodes">Takes the members.</param>
    /// <param name="texts">Takes names that are written with escapes.</param>
    public OutlineReader(ReadOnlySpan<byte> json, ParserOptions options, OutlineNodes nodes, ByteBuffer texts)
    {
        _json = json;
        (_options, _nodes, _texts) = (options, nodes, texts);
        _reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 1 << 20 });
    }

    /// <summary>The limit that was passed, if any.</summary>
    public DeadReason? Failure { get; private set; }

    /// <summary>Reads it; false where the text is none or passes a limit.</summary>
    public bool Read()
    {
        _nodes.Clear();
        if (!_reader.Read() || _reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        if (_options.MaxDepth < 1)
        {
            Failure = DeadReason.TooDeep;
            return false;
        }

        _nodes.Add(new OutlineNode { Kind = JsonTokenType.StartObject, Parent = JsonOutline.None });
        return Members();
    }

    private bool Members()
    {
        var (fields, parent, last) = (0, 0, JsonOutline.None);
        while (_reader.Read())
        {
            switch (_reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    if (++fields > _options.MaxFields)
                    {
                        Failure = DeadReason.TooManyFields;
                        return false;
                    }

                    if (_reader.CurrentDepth > Levels)
                    {
                        break;
                    }

                    var node = Member(parent);
                    _nodes.Link(parent, last, node);
                    (parent, last) = _nodes[node].Kind == JsonTokenType.StartObject ? (node, JsonOutline.None) : (parent, node);
                    if (_nodes[node].Kind is JsonTokenType.StartObject or JsonTokenType.StartArray && _reader.CurrentDepth >= _options.MaxDepth)
                    {
                        Failure = DeadReason.TooDeep;
                        return false;
                    }

                    if (_nodes[node].Kind == JsonTokenType.StartArray && !SkipArray(node, ref fields, limited: !IsBatch(node)))
                    {
                        return false;
                    }

                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray when _reader.CurrentDepth >= _options.MaxDepth:
                    Failure = DeadReason.TooDeep;
                    return false;
                case JsonTokenType.EndObject when _reader.CurrentDepth <= Levels:
                    _nodes[parent].Length = (int)_reader.BytesConsumed - _nodes[parent].Start;
                    (parent, last) = (_nodes[parent].Parent, parent);
                    break;
            }
        }

        return true;
    }

    private int Member(int parent)
    {
        var node = new OutlineNode { Parent = parent };
        if (_reader.ValueIsEscaped)
        {
            (node.NameStart, node.NameInTexts) = (_texts.Length, true);
            JsonText.Unescape(_reader.ValueSpan, _texts);
            node.NameLength = _texts.Length - node.NameStart;
        }
        else
        {
            (node.NameStart, node.NameLength) = ((int)_reader.TokenStartIndex + 1, _reader.ValueSpan.Length);
        }

        _reader.Read();
        (node.Kind, node.Start, node.Length, node.Escaped) = (
            _reader.TokenType,
            (int)_reader.TokenStartIndex,
            (int)(_reader.BytesConsumed - _reader.TokenStartIndex),
            _reader.ValueIsEscaped
        );
        return _nodes.Add(node);
    }

    /// <summary>The elements of a batch are outlined one by one: the limits are held there.</summary>
    private bool IsBatch(int node) =>
        _nodes[node].Parent == 0
        && _nodes.NameOf(node, _json, _texts.Span) is var name
        && (
            name.SequenceEqual("items"u8)
            || name.SequenceEqual("records"u8)
            || name.SequenceEqual("logEvents"u8)
            || name.SequenceEqual("resourceLogs"u8)
            || name.SequenceEqual("resource_logs"u8)
            || name.SequenceEqual("Records"u8)
            || name.SequenceEqual("streams"u8)
        );

    private bool SkipArray(int node, ref int fields, bool limited)
    {
        var depth = _reader.CurrentDepth;
        while (_reader.Read() && !(_reader.TokenType == JsonTokenType.EndArray && _reader.CurrentDepth == depth))
        {
            if (limited && _reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && _reader.CurrentDepth >= _options.MaxDepth)
            {
                Failure = DeadReason.TooDeep;
                return false;
            }

            if (limited && _reader.TokenType == JsonTokenType.PropertyName && ++fields > _options.MaxFields)
            {
                Failure = DeadReason.TooManyFields;
                return false;
            }
        }

        _nodes[node].Length = (int)_reader.BytesConsumed - _nodes[node].Start;
        return true;
    }
}
