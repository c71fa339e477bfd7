using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;

namespace Streams.Schemas.Behaviours;

/// <summary>An entity was seen with a value: what habits and the windows of features are made of.</summary>
public sealed record Behaviour
{
    /// <summary>In the place of a class: the workload's containers were changed; the value is a hash of how they are now.</summary>
    public const int RollOut = 255;

    /// <summary>The number of the class (<see cref="HabitClass"/>), or <see cref="RollOut"/>.</summary>
    public required int Class { get; init; }

    /// <summary>The cluster; habits belong to one.</summary>
    public required string Cluster { get; init; }

    /// <summary>The principal, or the workload as <c>namespace/owner</c>.</summary>
    public required string Entity { get; init; }

    /// <summary>The value: an act with its object, a destination, a domain, a program.</summary>
    public required string Value { get; init; }

    /// <summary>Of an act: its kind, without the object.</summary>
    public string? Act { get; init; }

    /// <summary>The workload whose roll-outs excuse what is new.</summary>
    public string? Workload { get; init; }

    /// <summary>What feature windows count beside the value: the address an act came from, the port a flow came from, the type and name of a question.</summary>
    public string? Detail { get; init; }

    /// <summary>What else is known.</summary>
    public BehaviourTraits Traits { get; init; }

    /// <summary>The event's entities.</summary>
    public required EntitySet Entities { get; init; }

    /// <summary>The event.</summary>
    public required Evidence Evidence { get; init; }

    /// <summary>Where the time comes from.</summary>
    public required TimeSource TimeSource { get; init; }

    /// <summary>The rules on single events that told of it, by id: while what they told is not known to be harmless, it teaches nothing.</summary>
    public IReadOnlyList<string> Alerted { get; init; } = [];

    /// <summary>When.</summary>
    public Timestamp Time => Evidence.Time;
}
