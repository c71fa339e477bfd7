using Streams.Schemas.Avro;
using Streams.Schemas.Events;
using Streams.Topologies.Correlate.Signals;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary>A correlation's condition as an automaton over the signals of one group, stepped in the order of (time, place in the source).</summary>
internal abstract class Pattern(PatternModel model)
{
    private InnerPattern?[]? _inner;

    /// <summary>What is the same for all groups.</summary>
    protected PatternModel Model => model;

    /// <summary>Takes the next signal.</summary>
    /// <returns>What fired, or null.</returns>
    public Firing? Step(PackedSignal signal)
    {
        var inputs = model.Inputs;
        Firing? firing = null;
        for (var i = 0; i < inputs.Length; i++)
        {
            if (model.Inner[i] is { } inner)
            {
                _inner ??= new InnerPattern?[inputs.Length];
                if ((_inner[i] ??= new InnerPattern(inner)).Step(signal) is { } fired)
                {
                    firing = Input(i, fired.Completing, fired) ?? firing;
                }
            }
            else if (inputs[i] == signal.Input)
            {
                firing = Input(i, signal, null) ?? firing;
            }
        }

        return firing;
    }

    /// <summary>The time at which <see cref="Conclude"/> has something to say.</summary>
    public virtual Timestamp Due => Timestamp.Never;

    /// <summary>Everything before a time has been taken in.</summary>
    /// <returns>What fired by that, or null.</returns>
    public virtual Firing? Conclude(Timestamp time) => null;

    /// <summary>Forgets what can no longer matter at a time.</summary>
    public virtual void Forget(Timestamp before)
    {
        foreach (var inner in _inner ?? [])
        {
            inner?.Forget(before);
        }
    }

    /// <summary>Whether signals of so many events more could make it fire; true where that is not known.</summary>
    public virtual bool MayFire(long more) => true;

    /// <summary>Whether nothing is remembered.</summary>
    public virtual bool IsEmpty
    {
        get
        {
            foreach (var inner in _inner ?? [])
            {
                if (inner is { IsEmpty: false })
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>An automaton of its own that has seen the same. Signals are shared.</summary>
    public Pattern Copy()
    {
        var copy = (Pattern)MemberwiseClone();
        copy.Separate();
        if (_inner is not null)
        {
            copy._inner = new InnerPattern?[_inner.Length];
            for (var i = 0; i < _inner.Length; i++)
            {
                copy._inner[i] = _inner[i]?.Copy();
            }
        }

        return copy;
    }

    /// <summary>Writes what is remembered.</summary>
    public void Write(AvroWriter writer)
    {
        WriteState(writer);
        for (var i = 0; i < model.Inner.Length; i++)
        {
            if (model.Inner[i] is not null)
            {
                writer.Boolean(_inner?[i] is not null);
                _inner?[i]?.Write(writer);
            }
        }
    }

    /// <summary>Reads what was written of an automaton of the same correlation.</summary>
    /// <param name="reader">Stands before it.</param>
    /// <param name="version">The version of the group's bytes.</param>
    public void Read(ref AvroReader reader, long version)
    {
        ReadState(ref reader, version);
        for (var i = 0; i < model.Inner.Length; i++)
        {
            if (model.Inner[i] is { } inner && reader.Boolean())
            {
                _inner ??= new InnerPattern?[model.Inner.Length];
                (_inner[i] = new InnerPattern(inner)).Read(ref reader, version);
            }
        }
    }

    /// <summary>One of the inputs happened.</summary>
    /// <param name="index">Which.</param>
    /// <param name="completing">The signal, or the one that completed an inner correlation.</param>
    /// <param name="inner">How an inner correlation fired; null where the input is a rule.</param>
    protected abstract Firing? Input(int index, PackedSignal completing, in InnerFiring? inner);

    /// <summary>After a copy: takes collections of its own.</summary>
    protected virtual void Separate() { }

    /// <summary>Writes what this kind remembers.</summary>
    protected virtual void WriteState(AvroWriter writer) { }

    /// <summary>Reads it.</summary>
    protected virtual void ReadState(ref AvroReader reader, long version) { }
}
