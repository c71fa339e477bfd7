using System.Text;
using System.Text.Json;
using Streams.Engine.Hosting;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Topologies.Observe;
using Streams.Topologies.State;

namespace Streams.Topologies.Tests.State;

/// <summary>What is stored in parts: a change costs what it is, the first form is read and written anew, a later one is refused, and no name reaches into another's parts.</summary>
public sealed class PartedStoreTests
{
    private readonly FakeStore _store = new();

    [Fact]
    public void A_new_value_costs_what_it_is_however_many_are_known()
    {
        var values = Load<FirstSeenState>();
        var state = new FirstSeenState();
        values.Put("subject", state);
        for (var i = 0; i < 5_000; i++)
        {
            state.Saw($"value-{i}", new Timestamp(i));
        }

        values.Flush();
        var before = _store.Written;
        state.Saw("one more", new Timestamp(1));
        values.Touch("subject");
        values.Flush();

        Assert.InRange(_store.Written - before, 1, 500);
        Assert.Equal(5_001, Load<FirstSeenState>().Get("subject")!.Values.Count);
    }

    [Fact]
    public void An_observation_that_waits_costs_what_it_is_however_many_wait()
    {
        var buffered = Load<BufferedObservations>();
        var state = new BufferedObservations();
        buffered.Put("subject", state);
        for (var i = 0; i < 1_000; i++)
        {
            state.Insert(i, Observation(i));
        }

        buffered.Flush();
        var before = _store.Written;
        state.Insert(1_000, Observation(1_000));
        state.RemoveFirst(1);
        buffered.Touch("subject");
        buffered.Flush();

        Assert.InRange(_store.Written - before, 1, 2_000);
        Assert.Equal(Enumerable.Range(1, 1_000).Select(i => $"v{i}"), Load<BufferedObservations>().Get("subject")!.Items.Select(o => o.Value));
    }

    [Fact]
    public void The_first_form_is_read_and_written_anew()
    {
        Old(
            new
            {
                FirstEvent = 3L,
                Values = new Dictionary<string, long> { ["a"] = 4, ["b"] = 5 },
                LastEvent = 5L,
            }
        );
        var values = Load<FirstSeenState>();
        Assert.Equal(
            ((Timestamp?)new Timestamp(3), new Timestamp(5), 2),
            (values.Get("subject")!.FirstEvent, values.Get("subject")!.LastEvent, values.Get("subject")!.Values.Count)
        );

        values.Flush();
        Assert.DoesNotContain("Values", Encoding.UTF8.GetString(_store.Get(Encoding.UTF8.GetBytes("x\u001fsubject"))!), StringComparison.Ordinal);
        Assert.Equal(
            [("a", new Timestamp(4)), ("b", new Timestamp(5))],
            Load<FirstSeenState>().Get("subject")!.Values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => (v.Key, v.Value))
        );
    }

    [Fact]
    public void The_first_form_of_contacts_and_of_what_waits_is_read_and_written_anew()
    {
        Old(new { Contacts = new Dictionary<string, long[]> { ["d"] = [1, 2] }, LastEvent = 2L });
        var beacons = Load<BeaconState>();
        beacons.Flush();
        Assert.Equal([new(1), new(2)], Load<BeaconState>().Get("subject")!.Contacts["d"]);

        Old(new { Items = new[] { Observation(1), Observation(2) } });
        _store.RemoveAll("x.part");
        var buffered = Load<BufferedObservations>();
        buffered.Flush();
        Assert.Equal(["v1", "v2"], Load<BufferedObservations>().Get("subject")!.Items.Select(o => o.Value));
    }

    [Fact]
    public void A_form_of_a_later_version_is_refused_with_the_mend()
    {
        Old(new { Form = 3, LastEvent = 5L });

        var refused = Assert.Throws<StateRefusedException>(() => Load<FirstSeenState>());

        Assert.Contains("a later version wrote it; mend:", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_with_separators_reaches_into_no_other_keys_parts()
    {
        string[] keys = ["a", "a\u001fb", "a\u001f1\u001fb", "1\u001fa", ""];
        var values = Load<FirstSeenState>();
        foreach (var key in keys)
        {
            var state = new FirstSeenState();
            state.Saw($"\u001f{key}\u001f", new Timestamp(7));
            state.Saw("b\u001f", new Timestamp(8));
            values.Put(key, state);
        }

        values.Flush();
        values.Remove("a");
        values.Flush();

        var again = Load<FirstSeenState>();
        Assert.Equal(keys[1..].Order(StringComparer.Ordinal), again.Keys.Order(StringComparer.Ordinal));
        Assert.All(keys[1..], key => Assert.Equal([$"\u001f{key}\u001f", "b\u001f"], again.Get(key)!.Values.Keys.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void What_is_removed_and_put_again_holds_the_new_alone()
    {
        var values = Load<FirstSeenState>();
        var first = new FirstSeenState();
        first.Saw("old", new Timestamp(1));
        values.Put("subject", first);
        values.Flush();

        values.Remove("subject");
        var second = new FirstSeenState();
        second.Saw("new", new Timestamp(2));
        values.Put("subject", second);
        values.Flush();

        Assert.Equal(["new"], Load<FirstSeenState>().Get("subject")!.Values.Keys);
    }

    private static Observation Observation(int at)
    {
        var signal = Some.Signal(new CorrelationHash("root"), "c", at, $"e{at}");
        return new Observation
        {
            Correlation = new CorrelationHash("c"),
            Subject = "subject",
            Value = $"v{at}",
            Signals = [signal],
            Evidence = signal.Evidence,
        };
    }

    private void Old(object head) => _store.Put(Encoding.UTF8.GetBytes("x\u001fsubject"), JsonSerializer.SerializeToUtf8Bytes(head, StateJson.Options));

    private PartedStore<T> Load<T>()
        where T : class, IParted, new()
    {
        var store = new PartedStore<T>(_store, "x");
        store.Load();
        return store;
    }
}
