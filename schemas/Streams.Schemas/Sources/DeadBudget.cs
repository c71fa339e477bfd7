using Streams.Schemas.Parsing;

namespace Streams.Schemas.Sources;

/// <summary>
/// Bounds what one record can make of dead letters: some elements each under its own bytes, together no more than the record holds;
/// of the rest one letter that counts them and keeps the record.
/// </summary>
internal sealed class DeadBudget
{
    private const int MostLetters = 16;
    private ReadOnlyMemory<byte> _record;
    private DeadElement _last;
    private int _letters;
    private int _bytes;
    private int _rest;

    /// <summary>A new record.</summary>
    public void Begin(ReadOnlyMemory<byte> record) => (_record, _letters, _bytes, _rest) = (record, 0, 0, 0);

    /// <summary>A dead element: told at once, or kept for the one letter of the rest.</summary>
    public void Add(in DeadElement dead, IParseSink sink)
    {
        if (_letters == MostLetters || _bytes + dead.Bytes.Length > _record.Length)
        {
            (_last, _rest) = (dead, _rest + dead.Count);
            return;
        }

        _letters++;
        _bytes += dead.Bytes.Length;
        sink.OnDead(in dead);
    }

    /// <summary>The record's last element has gone by.</summary>
    public void End(IParseSink sink)
    {
        if (_rest > 0)
        {
            sink.OnDead(
                new DeadElement(_last.Reason, _rest == 1 ? _last.Detail : $"{_last.Detail}; {_rest} elements of this record", _last.Index, _record, _rest)
            );
        }
    }
}
