using System.Text;
using Streams.Schemas.Avro;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Correlate.Signals;

/// <summary>Makes of a signal what a group keeps, without objects in between. Reused; owned by one thread.</summary>
internal sealed class SignalPacker
{
    private readonly AvroWriter _writer = new();
    private readonly AvroWriter _encoder = new();
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
    /// <exception cref="InvalidDataException">It could not stand on its topic.</exception>
    public void Take(Signal signal)
    {
        if (!Take(SignalCodec.EncodeInto(signal, _encoder)))
        {
            throw new InvalidDataException($"the signal of the event {signal.Evidence.EventId} cannot be written");
        }
    }

    /// <summary>Takes in a signal from its bytes on the topic (<see cref="SignalCodec"/>).</summary>
    /// <returns>False where they are none.</returns>
    public bool Take(ReadOnlySpan<byte> encoded)
    {
        if (!SignalView.TryRead(encoded, out var signal))
        {
            return false;
        }

        _writer.Clear();
        SignalParts.Write(signal, _writer);
        Grow(signal.Correlation.Length + signal.Group.Length);
        _correlationLength = Encoding.UTF8.GetChars(signal.Correlation, _key);
        _keyLength = _correlationLength + Encoding.UTF8.GetChars(signal.Group, _key.AsSpan(_correlationLength));
        return true;
    }

    private void Grow(int length)
    {
        if (_key.Length < length)
        {
            _key = new char[length * 2];
        }
    }
}
