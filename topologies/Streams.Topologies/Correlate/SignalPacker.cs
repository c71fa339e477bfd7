using System.Text;
using Streams.Schemas.Avro;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Correlate;

/// <summary>Makes of a signal what a group keeps, without objects in between. Reused; owned by one thread.</summary>
internal sealed class SignalPacker
{
    private readonly AvroWriter _writer = new();
    private char[] _key = new char[256];
    private int _keyLength;
    private int _correlationLength;

    /// <summary>The correlation's content hash.</summary>
    public ReadOnlySpan<char> Correlation => _key.AsSpan(0, _correlationLength);

    /// <summary>The key of its group.</summary>
    public ReadOnlySpan<char> Key => _key.AsSpan(0, _keyLength);

    /// <summary>The signal.</summary>
    public SignalParts Parts
    {
        get
        {
            var reader = new AvroReader(_writer.Written);
            return SignalParts.Read(ref reader);
        }
    }

    /// <summary>Takes in a signal.</summary>
    public void Take(Signal signal)
    {
        _writer.Clear();
        SignalBytes.Write(signal, _writer);
        var length = signal.Correlation.Length + signal.Group.Length;
        Grow(length);
        signal.Correlation.CopyTo(_key);
        signal.Group.CopyTo(_key.AsSpan(signal.Correlation.Length));
        (_correlationLength, _keyLength) = (signal.Correlation.Length, length);
    }

    /// <summary>Takes in a signal from its bytes on the topic (<see cref="SignalCodec"/>).</summary>
    /// <returns>False where they are none.</returns>
    public bool Take(ReadOnlySpan<byte> encoded)
    {
        var reader = new AvroReader(encoded);
        if (!SignalCodec.Begin(ref reader, out var isFirst))
        {
            return false;
        }

        _writer.Clear();
        var correlation = reader.Bytes();
        _writer.Bytes(reader.Bytes());
        var group = reader.Bytes();
        TakeOptional(ref reader);
        _writer.OptionalDouble(reader.OptionalNumber());
        TakeOptional(ref reader);
        TakeEntities(ref reader);
        TakeEvidence(ref reader);
        var timeSource = reader.Code((int)TimeSource.TimeBase + 1);
        _writer.Long(SignalBytes.Pack(timeSource, SignalCodec.ReadRepeated(ref reader, isFirst)));
        Grow(correlation.Length + group.Length);
        _correlationLength = Encoding.UTF8.GetChars(correlation, _key);
        _keyLength = _correlationLength + Encoding.UTF8.GetChars(group, _key.AsSpan(_correlationLength));
        return !reader.Failed;
    }

    private void TakeOptional(ref AvroReader reader)
    {
        var isThere = reader.OptionalBytes(out var value);
        _writer.Long(isThere ? 1 : 0);
        if (isThere)
        {
            _writer.Bytes(value);
        }
    }

    private void TakeEntities(ref AvroReader reader)
    {
        for (var count = reader.Block(); count > 0; count = reader.Block())
        {
            for (; count > 0 && !reader.Failed; count--)
            {
                var isKnown = EntityKinds.TryParse(reader.Bytes(), out var kind);
                var value = reader.Bytes();
                if (isKnown)
                {
                    _writer.Long((int)kind + 1);
                    _writer.Bytes(value);
                }
            }
        }

        _writer.Long(0);
    }

    private void TakeEvidence(ref AvroReader reader)
    {
        SignalBytes.WriteKey(reader.Bytes(), _writer);
        _writer.Long(reader.Code(EventSources.Count));
        _writer.Long(reader.Time());
        _writer.Bytes(reader.Bytes());
        _writer.Long(reader.Int());
        var position = reader.Long();
        _writer.Long(position);
        _writer.Long(reader.Long() - position);
        _writer.Bytes(reader.Bytes());
    }

    private void Grow(int length)
    {
        if (_key.Length < length)
        {
            _key = new char[length * 2];
        }
    }
}
