using System.Buffers;
using System.Text.Json;
using Streams.Detections.Rules;

namespace Streams.Host.Matching;

/// <summary>Writes one object a line: <c>{"index":0,"rules":["…"]}</c>, or with <c>error</c> in the place of rules.</summary>
internal sealed class MatchWriter : IDisposable
{
    private const int FlushAt = 1 << 16;
    private readonly Stream _stream;
    private readonly ArrayBufferWriter<byte> _buffer = new(FlushAt * 2);
    private readonly Utf8JsonWriter _json;
    private readonly JsonEncodedText[] _keys;
    private readonly int[] _rank;
    private readonly List<int> _sorted = [];

    public MatchWriter(Stream stream, IReadOnlyList<DetectionRule> rules)
    {
        _stream = stream;
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });
        _keys = [.. rules.Select(r => r.Meta.Id).Order(StringComparer.Ordinal).Select(id => JsonEncodedText.Encode(id))];
        _rank = new int[rules.Count];
        foreach (var (rank, rule) in Enumerable.Range(0, rules.Count).OrderBy(i => rules[i].Meta.Id, StringComparer.Ordinal).Index())
        {
            _rank[rule] = rank;
        }
    }

    /// <summary>An event and the rules it matches, by number.</summary>
    public void Matched(long index, List<int> rules)
    {
        _sorted.Clear();
        foreach (var rule in rules)
        {
            _sorted.Add(_rank[rule]);
        }

        _sorted.Sort();
        Begin(index);
        _json.WriteStartArray("rules"u8);
        foreach (var rank in _sorted)
        {
            _json.WriteStringValue(_keys[rank]);
        }

        _json.WriteEndArray();
        End();
    }

    /// <summary>A line that is no event.</summary>
    public void Failed(long index, string error)
    {
        Begin(index);
        _json.WriteString("error"u8, error);
        End();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Flush();
        _json.Dispose();
    }

    private void Begin(long index)
    {
        _json.WriteStartObject();
        _json.WriteNumber("index"u8, index);
    }

    private void End()
    {
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _buffer.Write("\n"u8);
        if (_buffer.WrittenCount >= FlushAt)
        {
            Flush();
        }
    }

    private void Flush()
    {
        _stream.Write(_buffer.WrittenSpan);
        _stream.Flush();
        _buffer.ResetWrittenCount();
    }
}
