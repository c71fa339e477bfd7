using System.Text.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Json;

/// <summary>
/// Walks a JSON object property by property and holds its limits. After a limit is passed every loop ends and <see cref="Failure"/> says why.
/// Syntax errors surface as <see cref="JsonException"/>, which the source's parser turns into a dead letter.
/// </summary>
internal ref struct JsonCursor
{
    /// <summary>The reader's own limit would end in an exception; it only has to lie above every limit of ours.</summary>
    private const int ReaderDepth = 1 << 20;

    private readonly JsonBuffers _buffers;
    private readonly int _maxDepth;
    private readonly int _maxFields;
    private Utf8JsonReader _reader;
    private ReadOnlySpan<byte> _name;
    private int _fields;

    /// <summary>Stands before the first token.</summary>
    public JsonCursor(ReadOnlySpan<byte> json, ParserOptions options, JsonBuffers buffers)
    {
        _reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = ReaderDepth });
        (_maxDepth, _maxFields, _buffers) = (options.MaxDepth, options.MaxFields, buffers);
    }

    /// <summary>The limit that was passed, if any.</summary>
    public DeadReason? Failure { get; private set; }

    /// <summary>The name of the property whose value the cursor stands on.</summary>
    public readonly ReadOnlySpan<byte> Name => _name;

    /// <summary>Whether the cursor stands on an object.</summary>
    public readonly bool IsObject => _reader.TokenType == JsonTokenType.StartObject;

    /// <summary>Whether the cursor stands on an array.</summary>
    public readonly bool IsArray => _reader.TokenType == JsonTokenType.StartArray;

    /// <summary>Whether the cursor stands on a string.</summary>
    public readonly bool IsString => _reader.TokenType == JsonTokenType.String;

    /// <summary>Whether the cursor stands on a number.</summary>
    public readonly bool IsNumber => _reader.TokenType == JsonTokenType.Number;

    /// <summary>Whether the cursor stands on <c>true</c>.</summary>
    public readonly bool IsTrue => _reader.TokenType == JsonTokenType.True;

    /// <summary>Where the current token begins.</summary>
    public readonly int Start => (int)_reader.TokenStartIndex;

    /// <summary>How many bytes have been read, the current token included.</summary>
    public readonly int Position => (int)_reader.BytesConsumed;

    /// <summary>Reads the first token; false where it begins no object.</summary>
    public bool Begin()
    {
        _reader.Read();
        return IsObject && CheckDepth();
    }

    /// <summary>Reads to the end of the text, which must hold nothing more than white space.</summary>
    public bool End() => Failure is null && !_reader.Read();

    /// <summary>Steps to the next property's value in the object just entered; false at its end. The value before must have been read or skipped.</summary>
    public bool NextProperty()
    {
        if (Failure is not null || !_reader.Read() || _reader.TokenType != JsonTokenType.PropertyName)
        {
            return false;
        }

        if (!CountField())
        {
            return false;
        }

        _name = _reader.ValueSpan;
        if (_reader.ValueIsEscaped)
        {
            _buffers.Name.Clear();
            JsonText.Unescape(_name, _buffers.Name);
            _name = _buffers.Name.Span;
        }

        _reader.Read();
        return CheckDepth();
    }

    /// <summary>Steps to the next item of the array just entered; false at its end.</summary>
    public bool NextItem() => Failure is null && _reader.Read() && _reader.TokenType != JsonTokenType.EndArray && CheckDepth();

    /// <summary>Skips the value the cursor stands on.</summary>
    public void Skip()
    {
        if (_reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return;
        }

        var depth = _reader.CurrentDepth;
        while (Failure is null && _reader.Read())
        {
            switch (_reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    CountField();
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    CheckDepth();
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray when _reader.CurrentDepth == depth:
                    return;
            }
        }
    }

    /// <summary>Skips an item of a list, which will be read by a cursor of its own: the limits are held there.</summary>
    public void SkipItem()
    {
        if (_reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return;
        }

        var depth = _reader.CurrentDepth;
        while (_reader.Read() && _reader.CurrentDepth != depth) { }
    }

    /// <summary>The text of a string, or the digits of a number; empty for anything else, which is skipped. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Text()
    {
        switch (_reader.TokenType)
        {
            case JsonTokenType.String when _reader.ValueIsEscaped:
                _buffers.Value.Clear();
                JsonText.Unescape(_reader.ValueSpan, _buffers.Value);
                return _buffers.Value.Span;
            case JsonTokenType.String or JsonTokenType.Number:
                return _reader.ValueSpan;
            default:
                Skip();
                return default;
        }
    }

    /// <summary>The value as a whole number, also where it is written as a string or a fraction.</summary>
    public bool TryNumber(out long number) => JsonInteger.TryRead(Text(), out number);

    private bool CountField()
    {
        if (++_fields > _maxFields)
        {
            Failure = DeadReason.TooManyFields;
            return false;
        }

        return true;
    }

    private bool CheckDepth()
    {
        if (_reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && _reader.CurrentDepth >= _maxDepth)
        {
            Failure = DeadReason.TooDeep;
            return false;
        }

        return true;
    }
}
