using System.Text;
using System.Text.Json;
using Streams.Detections.Matching;
using Streams.Detections.Rules;

namespace Streams.Detections.Tests.Matching;

/// <summary>All rules in one pass give what each rule alone gives, over all rules and all events that lie beside the checkout.</summary>
public sealed class OnePassTests
{
    [Theory]
    [InlineData("range/S1/audit.jsonl")]
    [InlineData("range/S1/falco.jsonl")]
    [InlineData("range/S1/journal.jsonl")]
    public void The_index_finds_every_rule_that_matches(string file)
    {
        var (rules, _) = RuleSetLoader.Load(
            SharedData.PathOrSkip("sigma_rules"),
            SharedData.PathOrSkip("sigma_regression/_rules"),
            SharedData.Checkout("topologies/detections")
        );
        var view = new EventView(rules.Slots);
        var (matched, events, total) = (new List<int>(), 0, 0);
        foreach (var line in File.ReadLines(SharedData.PathOrSkip(file)).Where((_, i) => i % 3 == 0))
        {
            Assert.Null(view.TrySet(Encoding.UTF8.GetBytes(line)));
            matched.Clear();
            rules.Matcher.MatchAnySource(view, matched);
            var naive = Enumerable.Range(0, rules.Detections.Count).Where(i => rules.Detections[i].Condition.Matches(view)).ToList();

            Assert.Equal(naive, matched);
            (events, total) = (events + 1, total + naive.Count);
        }

        Assert.True(events > 100, $"{events} events, {total} matches");
    }

    [Fact]
    public void The_index_finds_every_rule_that_matches_the_regression_events()
    {
        var (rules, _) = RuleSetLoader.Load(SharedData.PathOrSkip("sigma_rules"), SharedData.PathOrSkip("sigma_regression/_rules"));
        var view = new EventView(rules.Slots);
        var matched = new List<int>();
        foreach (var (_, json) in Oracles.RegressionEvents.All())
        {
            Assert.Null(view.TrySet(json));
            matched.Clear();
            rules.Matcher.MatchAnySource(view, matched);

            Assert.Equal(Enumerable.Range(0, rules.Detections.Count).Where(i => rules.Detections[i].Condition.Matches(view)), matched);
        }
    }

    [Theory]
    [InlineData("range/S1/audit.jsonl")]
    [InlineData("range/S1/falco.jsonl")]
    public void One_pass_extracts_what_looking_up_each_field_finds(string file)
    {
        var (rules, _) = RuleSetLoader.Load(SharedData.PathOrSkip("sigma_rules"), SharedData.Checkout("topologies/detections"));
        var view = new EventView(rules.Slots);
        var found = 0;
        foreach (var line in File.ReadLines(SharedData.PathOrSkip(file)).Where((_, i) => i % 5 == 0))
        {
            view.TrySet(Encoding.UTF8.GetBytes(line));
            using var document = JsonDocument.Parse(line);
            for (var slot = 0; slot < rules.Slots.Count; slot++)
            {
                if (slot != rules.Slots.Keyword && rules.Slots[slot] is { Entity: null, IsWhole: false, Name: not "." } field)
                {
                    var expected = ReferenceLookup.Find(document.RootElement, field.Name);
                    Assert.Equal(expected, view.Strings(slot));
                    found += expected.Count;
                }
            }
        }

        Assert.True(found > 50, $"only {found} values");
    }

    [Fact]
    public void Random_documents_extract_alike()
    {
        string[] names = ["a", "b", "c", "a.b", "b.c", "a.b.c", "c.a", "b\\u002ec"];
        string[] fields = ["a", "a.b", "a.b.c", "b.c", "b.c.a.b", "c.a", "a.b.c.a"];
        var slots = new FieldSlots();
        foreach (var field in fields)
        {
            slots.IndexOf(field);
        }

        var view = new EventView(slots);
        var random = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var json = Value(random, names, 0);
            if (view.TrySet(Encoding.UTF8.GetBytes(json)) is not null)
            {
                continue;
            }

            using var document = JsonDocument.Parse(json);
            for (var i = 0; i < fields.Length; i++)
            {
                Assert.True(ReferenceLookup.Find(document.RootElement, fields[i]).SequenceEqual(view.Strings(i)), $"{fields[i]} of {json}");
            }
        }
    }

    [Fact]
    public void An_event_that_matches_nothing_allocates_nothing()
    {
        var (rules, _) = RuleSetLoader.Load(SharedData.PathOrSkip("sigma_rules"), SharedData.PathOrSkip("sigma_regression/_rules"));
        var lines = File.ReadLines(SharedData.PathOrSkip("range/S1/audit.jsonl")).Select(Encoding.UTF8.GetBytes).Take(500).ToArray();
        var view = new EventView(rules.Slots);
        var matched = new List<int>(64);
        Run();
        Run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run()
        {
            foreach (var line in lines)
            {
                view.TrySet(line);
                matched.Clear();
                rules.Matcher.MatchAnySource(view, matched);
            }
        }
    }

    private static string Value(Random random, string[] names, int depth)
    {
        var kind =
            depth > 4 ? 0
            : depth == 0 ? 2
            : random.Next(4);
        return kind switch
        {
            1 => $"[{string.Join(',', Enumerable.Range(0, random.Next(3)).Select(_ => Value(random, names, depth + 1)))}]",
            2 or 3 =>
                $"{{{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => $"\"{names[random.Next(names.Length)]}\":{Value(random, names, depth + 1)}"))}}}",
            _ => random.Next(4) switch
            {
                0 => "null",
                1 => "true",
                2 => $"{random.Next(9)}",
                _ => $"\"t{random.Next(9)}\"",
            },
        };
    }
}
