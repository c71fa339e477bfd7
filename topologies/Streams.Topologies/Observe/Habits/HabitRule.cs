using Streams.Detections.Correlations.Habit;
using Streams.Models.Habits;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;
using Streams.Topologies.Rules;
using Streams.Topologies.Time;

namespace Streams.Topologies.Observe.Habits;

/// <summary>A correlation of kind <c>habit</c> as B runs it.</summary>
internal sealed class HabitRule
{
    private readonly HabitCondition _condition;
    private readonly HabitWindow _window;
    private readonly IReadOnlyList<string> _except;

    /// <param name="active">The correlation through the loaded rule sets.</param>
    /// <param name="definition">What it looks for.</param>
    /// <param name="options">How surprise is measured.</param>
    public HabitRule(ActiveRule active, HabitDefinition definition, HabitOptions options)
    {
        (Active, _except) = (active, definition.Except);
        var weights = new double[HabitClasses.All.Count];
        foreach (var (@class, weight) in definition.Weights)
        {
            weights[(int)@class] = weight;
        }

        _condition = new HabitCondition
        {
            Weights = weights,
            Window = TimeOptions.Nanos(active.Rule.Timespan),
            LongWindow = definition.LongTimespan is { } longer ? TimeOptions.Nanos(longer) : null,
            Threshold = definition.Threshold,
        };
        _window = new HabitWindow(_condition, options);
        Suppress = TimeOptions.Nanos(active.Rule.Meta.Suppress ?? active.Rule.Timespan);
    }

    /// <summary>The correlation.</summary>
    public ActiveRule Active { get; }

    /// <summary>Whether it waits until a denied destination has had the time to be tried again.</summary>
    public bool Waits => _condition.Weights[(int)HabitClass.Denied] > 0;

    /// <summary>What the surprises of a window must cost together beyond what is expected.</summary>
    public double Threshold => _condition.Threshold;

    /// <summary>What a surprise of a class counts; 0: it does not matter to the rule.</summary>
    public double WeightOf(HabitClass @class) => _condition.Weights[(int)@class];

    /// <summary>Whether an entity is none of the rule's business.</summary>
    public bool Excepts(string entity)
    {
        foreach (var except in _except)
        {
            if (except[^1] == '*' ? entity.StartsWith(except.AsSpan(0, except.Length - 1), StringComparison.Ordinal) : entity == except)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the rule judges an event of a time.</summary>
    public bool IsInForce(Timestamp time) => time >= Active.From && time < Active.Until;

    /// <summary>How long after what was told an alert goes on.</summary>
    public long Suppress { get; }

    /// <summary>Judges the windows that end with an item.</summary>
    /// <param name="items">The items in order.</param>
    /// <param name="last">The index of the one that they end with.</param>
    /// <param name="after">What was found by this time has been told.</param>
    public HabitVerdict? Judge(IReadOnlyList<HabitItem> items, int last, Timestamp after) => _window.Judge(items, last, after);

    /// <summary>What a window's surprises cost beyond what is expected, whether or not the condition holds.</summary>
    /// <param name="items">The items in order.</param>
    /// <param name="last">The index of the one that it ends with.</param>
    /// <param name="after">What was found by this time has been told.</param>
    /// <param name="isLong">Whether the long window.</param>
    public double Measure(IReadOnlyList<HabitItem> items, int last, Timestamp after, bool isLong) => _window.Measure(items, last, after, isLong);
}
