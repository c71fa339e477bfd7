using Streams.Schemas.Signals;
using Streams.Topologies.State;

namespace Streams.Topologies.Tests.State;

/// <summary>What is kept for correlations is found by correlation, as it stands in the store.</summary>
public sealed class CorrelationStatesTests
{
    private static readonly CorrelationHash First = new("0123456789abcdef");
    private static readonly CorrelationHash Second = new("fedcba9876543210");

    [Fact]
    public void Any_changes_and_restarts_leave_what_a_look_through_all_keys_finds()
    {
        var random = new Random(14);
        var store = new MemoryState<object>();
        var states = new CorrelationStates<object>(store);
        for (var step = 0; step < 2_000; step++)
        {
            var key = StateKey.Of(random.Next(2) == 0 ? First : Second, $"{random.Next(20)}");
            switch (random.Next(10))
            {
                case < 5:
                    states.Put(key, new object());
                    break;
                case < 9:
                    states.Remove(key);
                    break;
                default:
                    states = new CorrelationStates<object>(store);
                    break;
            }

            Assert.Equal(KeysOf(store, First), states.Of(First).Select(s => s.Key.Text).Order(StringComparer.Ordinal));
            Assert.Equal(KeysOf(store, Second), states.Of(Second).Select(s => s.Key.Text).Order(StringComparer.Ordinal));
            Assert.Equal(store.Keys.Count, states.Count);
        }

        Assert.Equal(store.Keys.Order(StringComparer.Ordinal), states.All.Select(s => s.Key.Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_correlation_of_which_nothing_is_left_is_listed_no_more()
    {
        var states = new CorrelationStates<object>(new MemoryState<object>());
        states.Put(StateKey.Of(First, "a"), new object());
        states.Remove(StateKey.Parse($"{First}a"));
        Assert.Empty(states.Correlations);
    }

    private static IEnumerable<string> KeysOf(MemoryState<object> store, CorrelationHash correlation) =>
        store.Keys.Where(k => k.StartsWith(correlation.Text, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
}
