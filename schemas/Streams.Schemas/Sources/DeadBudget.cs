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
    private DeadElement _firstOfRest;
    private int _lastIndex;
    private int _letters;
    private int _bytes;
    private int _rest;

    /// <summary>A new record.</summary>
    public void Begin(ReadOnlyMemory<byte> record) => (_record, _letters, _bytes, _rest) = (record, 0, 0, 0);

    /// <summary>Whether what dies from here on is only counted: nobody reads why.</summary>
    public bool IsSpent => _rest > 0 && _letters == MostLetters;

    /// <summary>A dead element: told at once, or counted for the one letter of the rest, which says why the first of them is one.</summary>
    public void Add(in DeadElement dead, IParseSink sink)
    {
        if (_letters == MostLetters || _bytes + dead.Bytes.Length > _record.Length)
        {
            if (_rest == 0)
            {
                _firstOfRest = dead;
            }

            Count(dead.Index, dead.Count);
            return;
        }

        _letters++;
        _bytes += dead.Bytes.Length;
        sink.OnDead(in dead);
    }

    /// <summary>A dead element of which nobody is told why.</summary>
    public void Count(int index, int count = 1) => (_lastIndex, _rest) = (index, _rest + count);

    /// <summary>The record's last element has gone by.</summary>
    public void End(IParseSink sink)
    {
        if (_rest > 0)
        {
            sink.OnDead(
                new DeadElement(
                    _firstOfRest.Reason,
                    _rest == 1 ? _firstOfRest.Detail : $"{_firstOfRest.Detail}; {_rest} elements of this record",
                    _lastIndex,
                    _record,
                    _rest
                )
            );
        }
    }
}
