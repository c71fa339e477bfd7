using System.Text.Json.Serialization;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary>
/// A correlation's condition as an automaton over the signals of one group, stepped in the order of (time, event id). Its properties are its state.
/// </summary>
[JsonDerivedType(typeof(EachPattern), "each")]
[JsonDerivedType(typeof(CountPattern), "count")]
[JsonDerivedType(typeof(ValueCountPattern), "values")]
[JsonDerivedType(typeof(OrderedPattern), "ordered")]
[JsonDerivedType(typeof(TemporalPattern), "temporal")]
[JsonDerivedType(typeof(AbsencePattern), "absence")]
[JsonDerivedType(typeof(SlidingPattern), "sliding")]
[JsonDerivedType(typeof(ClosingPattern), "closing")]
public abstract class Pattern
{
    /// <summary>The inputs that are correlations themselves, by id.</summary>
    public Dictionary<string, Pattern> Inner { get; set; } = [];

    /// <summary>The pattern's own inputs, in order.</summary>
    public List<string> Inputs { get; set; } = [];

    /// <summary>The window, nanoseconds.</summary>
    public long Timespan { get; set; }

    /// <summary>Takes the next signal.</summary>
    /// <returns>What fired, or null.</returns>
    public Firing? Step(Signal signal)
    {
        for (var i = 0; i < Inputs.Count; i++)
        {
            var fired = Inner.TryGetValue(Inputs[i], out var inner) ? inner.Step(signal) : Inputs[i] == signal.Input ? new Firing([signal], signal) : null;
            if (fired is not null)
            {
                return Input(i, fired);
            }
        }

        return null;
    }

    /// <summary>The time at which <see cref="Conclude"/> has something to say.</summary>
    [JsonIgnore]
    public virtual long Due => long.MaxValue;

    /// <summary>Everything before a time has been taken in.</summary>
    /// <returns>What fired by that, or null.</returns>
    public virtual Firing? Conclude(long time) => null;

    /// <summary>Forgets what can no longer matter at a time.</summary>
    public virtual void Forget(long before)
    {
        foreach (var inner in Inner.Values)
        {
            inner.Forget(before);
        }
    }

    /// <summary>Whether nothing is remembered.</summary>
    [JsonIgnore]
    public virtual bool IsEmpty => Inner.Values.All(p => p.IsEmpty);

    /// <summary>One of the inputs happened.</summary>
    protected abstract Firing? Input(int index, Firing fired);
}
