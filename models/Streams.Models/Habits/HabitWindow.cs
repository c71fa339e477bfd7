using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;

namespace Streams.Models.Habits;

/// <summary>
/// Judges the surprises of an entity's window. From them is taken what its habits make one expect: by class the cost of new values before the window, as a rate, times the window,
/// and a margin of standard deviations (surprises that come by chance at a rate spread by the root of their number). While the aspect had too few sightings before the window,
/// a part of what its own estimate expected (the running sum of −p·ln p) is taken instead.
/// The long window is judged only where there is such a rate, and is never longer than half of the entity's life: its later half is compared with its earlier one.
/// </summary>
public sealed class HabitWindow(HabitCondition condition, HabitOptions options)
{
    private readonly double[] _expected = new double[HabitClasses.All.Count];
    private readonly double[] _found = new double[HabitClasses.All.Count];
    private readonly double[] _largest = new double[HabitClasses.All.Count];

    /// <summary>By class how much of the past's cost a window has; 0: there is too little past, nothing of it is taken away.</summary>
    private readonly double[] _rates = new double[HabitClasses.All.Count];
    private readonly bool[] _isSet = new bool[HabitClasses.All.Count];

    /// <summary>Judges the windows that end with an item.</summary>
    /// <param name="items">The items in order of time and id.</param>
    /// <param name="last">The index of the item that they end with; it must count by itself.</param>
    /// <param name="after">What was found by this time has been told, and makes no second alert.</param>
    /// <returns>Null where the condition does not hold.</returns>
    public HabitVerdict? Judge(IReadOnlyList<HabitItem> items, int last, Timestamp after)
    {
        if (condition.Weights[(int)items[last].Class] * items[last].Surprise.Value < condition.LeastSurprise)
        {
            return null;
        }

        return JudgeWindow(items, last, after, isLong: false) ?? JudgeWindow(items, last, after, isLong: true);
    }

    /// <summary>What the surprises of a window that ends with an item cost beyond what is expected, whether or not the condition holds.</summary>
    /// <param name="items">The items in order of time and id.</param>
    /// <param name="last">The index of the item that it ends with.</param>
    /// <param name="after">What was found by this time has been told.</param>
    /// <param name="isLong">Whether the long window.</param>
    public double Measure(IReadOnlyList<HabitItem> items, int last, Timestamp after, bool isLong)
    {
        Array.Clear(_found);
        Array.Clear(_expected);
        JudgeWindow(items, last, after, isLong);
        return Excess();
    }

    private HabitVerdict? JudgeWindow(IReadOnlyList<HabitItem> items, int last, Timestamp after, bool isLong)
    {
        if (!isLong)
        {
            Expect(items, last, condition.Window, options.Spread);
            return Judge(items, last, condition.Window, after, isLong);
        }

        var window = Math.Min(condition.LongWindow ?? 0, (items[last].Time - items[last].Surprise.Since) / 2);
        return window > condition.Window && Expect(items, last, window, options.LongSpread) ? Judge(items, last, window, after, isLong) : null;
    }

    private HabitVerdict? Judge(IReadOnlyList<HabitItem> items, int last, long window, Timestamp after, bool isLong)
    {
        Array.Clear(_found);
        var (counting, cost, first, earliest) = (0, 0.0, -1, last);
        for (var i = last; i >= 0 && items[i].Time > items[last].Time - window && items[i].Time > after; i--)
        {
            var surprise = condition.Weights[(int)items[i].Class] * items[i].Surprise.Value;
            if (surprise == 0)
            {
                continue;
            }

            earliest = i;
            _found[(int)items[i].Class] += surprise;
            cost += surprise;
            counting += surprise >= condition.LeastSurprise ? 1 : 0;
            if (first < 0 && counting >= condition.LeastItems && cost >= condition.Threshold)
            {
                first = i;
            }
        }

        var score = Excess();
        return first >= 0 && score >= condition.Threshold ? new HabitVerdict(earliest, first, score, _expected.Sum(), isLong) : null;
    }

    private double Excess()
    {
        var sum = 0.0;
        for (var i = 0; i < _found.Length; i++)
        {
            sum += Math.Max(0, _found[i] - _expected[i]);
        }

        return sum;
    }

    /// <summary>By class what is expected: the latest item of it in the window knows what the class had cost by then.</summary>
    /// <returns>Whether every class of the window has a rate.</returns>
    private bool Expect(IReadOnlyList<HabitItem> items, int last, long window, double spread)
    {
        Array.Clear(_expected);
        Array.Clear(_largest);
        Array.Clear(_rates);
        Array.Clear(_isSet);
        var (begin, isSettled) = (items[last].Time - window, true);
        for (var i = last; i >= 0 && items[i].Time > begin; i--)
        {
            var (at, surprise) = ((int)items[i].Class, items[i].Surprise);
            if (condition.Weights[at] == 0)
            {
                continue;
            }

            if (!_isSet[at])
            {
                _isSet[at] = true;
                var hasRate = surprise.SettledAt <= begin;
                isSettled &= hasRate;
                _expected[at] = hasRate ? surprise.Cost : options.Unsettled * surprise.Foreseen;
                _rates[at] = hasRate ? (double)window / Math.Max(window, begin - surprise.Since) : 0;
            }

            _largest[at] = Math.Max(_largest[at], surprise.Value);
            _expected[at] -= _rates[at] == 0 || surprise.IsHeld ? 0 : surprise.Value;
        }

        Scale(spread);
        return isSettled;
    }

    private void Scale(double spread)
    {
        for (var i = 0; i < _expected.Length; i++)
        {
            var expected = Math.Max(0, _expected[i]) * (_rates[i] == 0 ? 1 : _rates[i]);
            var margin = _rates[i] == 0 ? 0 : spread * Math.Sqrt(expected * _largest[i]);
            _expected[i] = (expected + margin) * condition.Weights[i];
        }
    }
}
