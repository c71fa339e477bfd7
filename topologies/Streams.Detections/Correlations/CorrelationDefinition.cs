using Streams.Schemas.Events;

namespace Streams.Detections.Correlations;

/// <summary>What a correlation looks for, as its type reads it from the rule. Immutable.</summary>
public abstract record CorrelationDefinition
{
    /// <summary>The type as rules write it: <c>event_count</c>.</summary>
    public abstract string Type { get; }

    /// <summary>The condition in words, for a person; empty: the type says it all.</summary>
    public abstract string Condition { get; }

    /// <summary>Whether stage B judges the values of a subject and sends on what it finds.</summary>
    public virtual bool IsObserved => false;

    /// <summary>Whether it reads matches of rules, rather than watching a source.</summary>
    public virtual bool ReadsRules => true;

    /// <summary>Whether stage B judges by it all that an entity does, rather than values that rules observe.</summary>
    public virtual bool JudgesBehaviour => false;

    /// <summary>The sources whose progress it waits for; null: those of its rules.</summary>
    public virtual IReadOnlyList<EventSource>? Sources => null;

    /// <summary>Whether it may fire as soon as the events are there, for no later or earlier one can undo it; else behind the watermark only.</summary>
    public virtual bool IsMonotone => true;

    /// <summary>Whether it is judged once for each window, when the watermark has closed it: an upper bound, an exact number, or its opposite.</summary>
    public virtual bool JudgesClosedWindows => false;

    /// <summary>Whether any event of its group keeps an open alert open, rather than a firing alone.</summary>
    public virtual bool IsKeptOpenByAny => false;

    /// <summary>Whether it can conclude only where its sources are proved to have been heard.</summary>
    public virtual bool NeedsProof => false;

    /// <summary>Whether its inputs are told in the order in which they must happen.</summary>
    public virtual bool IsOrdered => false;

    /// <summary>Whether it looks for an input not to happen.</summary>
    public virtual bool IsAbsent(int input) => false;

    /// <summary>Whether it can still fire where some of its inputs never match.</summary>
    /// <param name="never">For each input whether it never matches.</param>
    public virtual bool CanFireWithout(IReadOnlyList<bool> never) => !never.Where((isNever, input) => isNever && (NeedsProof || !IsAbsent(input))).Any();

    /// <summary>The least number of what it counts (events, values, inputs) that makes it fire.</summary>
    public virtual int Least => 1;

    /// <summary>What makes alerts of it hardly mean what its author reads in it; null: nothing.</summary>
    public virtual string? Doubt => null;

    /// <summary>The model of names it scores by; null: none.</summary>
    public virtual string? NameModel => null;

    /// <summary>The fields whose values it counts, adds up or judges.</summary>
    public virtual IReadOnlyList<string> Fields => [];

    /// <summary>Whether it adds up or ranks the numbers of its fields.</summary>
    public virtual bool AddsUp => false;

    /// <summary>Every other field it looks at.</summary>
    public virtual IReadOnlyList<string> OtherFields => [];

    /// <summary>A burst ends after this time, where the rule does not say; null: the timespan.</summary>
    public virtual TimeSpan? Suppress => null;

    /// <summary>Its window where the rule names none; null: the rule must.</summary>
    public virtual TimeSpan? Timespan => null;

    /// <summary>The fields whose values group its alerts, where the rule does not say.</summary>
    public virtual IReadOnlyList<string> AlertGroup(IReadOnlyList<string> groupBy) => groupBy;
}
