namespace Streams.Detections.Tests.Rules;

/// <summary>What cannot be used is refused with its place, never ignored.</summary>
public sealed class RuleErrorTests
{
    [Theory]
    [InlineData("{f|nosuch: x}", "the modifier 'nosuch' is not known")]
    [InlineData("{f|all: x}", "'all' needs a list")]
    [InlineData("{f: [x, null]}", "null cannot stand in a list")]
    [InlineData("{f|re: '(?=x)y'}", "linear time")]
    [InlineData("{f|re: '(x)\\1'}", "linear time")]
    [InlineData("{f|cidr: nonsense}", "is no network")]
    [InlineData("{f|gt: nonsense}", "is no number")]
    [InlineData("{f|contains|cidr: 10.0.0.0/8}", "cannot be combined")]
    [InlineData("[]", "must be a map, or a list that is not empty")]
    public void Selection_that_cannot_be_is_refused_with_its_place(string selection, string message)
    {
        var error = Assert.Single(Some.Errors(Some.Rule(selection)));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(4, error.Line);
        Assert.True(error.Column > 0);
    }

    [Theory]
    [InlineData("sel and", "ends too early")]
    [InlineData("nobody", "no selection is named 'nobody'")]
    [InlineData("(sel", "expected ')'")]
    [InlineData("sel | count() > 5", "obsolete")]
    [InlineData("1 of nobody*", "no selection is like")]
    public void Condition_that_cannot_be_is_refused(string condition, string message) =>
        Assert.Contains(message, Assert.Single(Some.Errors(Some.Rule("{f: x}", condition))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("correlation: {type: event_count, rules: [nobody], timespan: 1m, condition: {gte: 2}}", "no rule has the id or name 'nobody'")]
    [InlineData("correlation: {type: sorcery, rules: [r], timespan: 1m}", "is no correlation type")]
    [InlineData("correlation: {type: event_count, rules: [r], timespan: soon, condition: {gte: 2}}", "is no time span")]
    [InlineData("correlation: {type: value_count, rules: [r], timespan: 1m, condition: {gte: 2}}", "needs 'field'")]
    [InlineData("correlation: {type: event_count, rules: [r], timespan: 1m, condition: {gte: 0}}", "without any event")]
    [InlineData("correlation: {type: event_count, rules: [r], timespan: 1m, condition: {lt: 1}}", "never less than 1")]
    [InlineData("correlation: {type: value_count, rules: [r], timespan: 1m, condition: {field: f, eq: 0}}", "never less than 1")]
    [InlineData("correlation: {type: value_count, rules: [r], timespan: 1m, group-by: [f], condition: {field: f, gte: 2}}", "one value of it")]
    [InlineData("correlation: {type: streams.first_seen, rules: [r], group-by: [f], field: f}", "one value of it")]
    [InlineData("correlation: {type: streams.rare, rules: [r], group-by: [f], field: f, timespan: 1m}", "one value of it")]
    [InlineData("correlation: {type: streams.absence, rules: [r, rr], timespan: 1m, condition: {gte: 2}}", "has no 'condition'")]
    [InlineData("correlation: {type: streams.rare, rules: [r], timespan: 1m}", "needs 'field'")]
    [InlineData("correlation: {type: streams.rare, rules: [r], field: f}", "needs 'timespan'")]
    [InlineData("correlation: {type: streams.rare, rules: [r], field: f, timespan: 0s}", "more than nothing")]
    [InlineData("correlation: {type: event_count, rules: [r, r], timespan: 1m, condition: {gte: 2}}", "named twice")]
    [InlineData("correlation: {type: event_count, rules: [r], timespan: 1m, condition: {gte: 5, lt: 5}}", "no whole number meets")]
    [InlineData("correlation: {type: event_count, rules: [r], timespan: 1m, condition: {gt: 1, gtt: 2}}", "did you mean 'gte'")]
    [InlineData("correlation: {type: event_count, rules: [r], timespan: 1m, condition: {gte: 2}, group-by: [g, g]}", "stands twice")]
    [InlineData("correlation: {type: event_count, rules: [r], timespan: 1m, condition: {gte: 2}, group-by: [a], aliases: {b: {r: f}}}", "is not in 'group-by'")]
    [InlineData("correlation: {type: event_count, rules: [r], timespan: 1m, condition: {gte: 2}, group-by: [a], aliases: {a: {q: f}}}", "none of the 'rules'")]
    [InlineData(
        "correlation: {type: event_count, rules: [r, rr], timespan: 1m, condition: {gte: 2}, group-by: [a], aliases: {a: {r: f}}}",
        "says nothing of the rule 'rr'"
    )]
    [InlineData("correlation: {type: streams.absence, rules: [r], timespan: 1m}", "two rules")]
    [InlineData("correlation: {type: temporal_ordered, rules: [r, rr], timespan: 1m, condition: {gte: 1}}", "takes no condition")]
    [InlineData("correlation: {type: temporal, rules: [r], timespan: 1m, condition: {gte: 2}}", "so many of its 1 rules")]
    [InlineData("correlation: {type: streams.gap, source: tape, timespan: 1m}", "is no source")]
    [InlineData("correlation: {type: streams.gap, source: ebpf, rules: [r], timespan: 1m}", "reads no rules")]
    [InlineData("correlation: {type: event_count, rules: [r], timespan: 1m, condition: {gte: 2}, learning: 1h}", "has no 'learning'")]
    [InlineData("correlation: {type: event_count, rules: [r], timespan: 1m, condition: {gte: 2}}\ngroupby: [a]", "stands below 'correlation'")]
    [InlineData("correlation: {type: event_count, rules: [r], timespan: 1m, condition: {gte: 2}}\nlevle: high", "did you mean 'level'")]
    [InlineData("correlation: {type: event_count, rules: [r], timespan: 1m, condition: {gte: 2}}\nstreams: {supress: 5m}", "did you mean 'suppress'")]
    [InlineData("correlation: {type: event_count, rules: [r], timespan: 1m, condition: {gte: 2}}\nstreams: {renew: [source_pi]}", "did you mean 'source_ip'")]
    [InlineData("correlation: {type: streams.rare, rules: [r], field: f, timespan: 1m, condition: {gte: 2}}", "lt or lte")]
    [InlineData("correlation: {type: streams.rare, rules: [r], field: f, timespan: 1m, condition: {lt: 1}}", "1 to 1000")]
    [InlineData("correlation: {type: streams.beacon, rules: [r], field: f, timespan: 1m, condition: {lte: 9}}", "gt or gte")]
    [InlineData("correlation: {type: streams.beacon, rules: [r], field: f, timespan: 1m, condition: {gte: 3}}", "4 to 60")]
    [InlineData("correlation: {type: streams.beacon, rules: [r], field: f, timespan: 1m, condition: {gte: 4.5}}", "4 to 60")]
    [InlineData("correlation: {type: streams.beacon, rules: [r], field: f, timespan: 1m, jitter: 2}", "0 to 0.5")]
    [InlineData("correlation: {type: streams.beacon, rules: [r], field: f, timespan: 1m, min_interval: 0s}", "more than nothing")]
    public void Correlation_that_cannot_be_is_refused(string correlation, string message)
    {
        var text = $"title: r\nid: r\nname: rr\ndetection: {{s: {{f: x}}, condition: s}}\n---\ntitle: c\nid: c\n{correlation}\n";

        var error = Assert.Single(Some.Errors(text));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.True(error.Line > 5 && error.Column > 0, $"{error.Line}:{error.Column}");
    }

    [Fact]
    public void Circle_of_correlations_is_refused()
    {
        const string Text = """
            title: a
            id: a
            correlation: {type: temporal, rules: [b], timespan: 1m}
            ---
            title: b
            id: b
            correlation: {type: temporal, rules: [a], timespan: 1m}
            """;

        Assert.Contains(Some.Errors(Text), e => e.Message.Contains("circle", StringComparison.Ordinal));
    }

    [Fact]
    public void Duplicate_key_and_id_are_refused()
    {
        Assert.NotEmpty(Some.Errors("title: a\ntitle: b\ndetection: {s: {f: x}, condition: s}\n"));
        Assert.Contains(Some.Errors(Some.Rule("{f: x}") + "---\n" + Some.Rule("{f: y}")), e => e.Message.Contains("used twice", StringComparison.Ordinal));
    }

    [Fact]
    public void Hostile_yaml_is_refused_in_bounded_time_and_memory()
    {
        var bomb =
            "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
            + string.Concat(Enumerable.Range(1, 12).Select(i => $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 9))}]\n"));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains("aliases are written out", Assert.Single(Some.Errors(bomb)).Message, StringComparison.Ordinal);
        Assert.Contains("nested deeper", Assert.Single(Some.Errors(new string('[', 100_000))).Message, StringComparison.Ordinal);
        Assert.Contains("characters", Assert.Single(Some.Errors(new string('a', 5 << 20))).Message, StringComparison.Ordinal);
        Assert.Contains("nothing before it", Assert.Single(Some.Errors("a: &a [*a]")).Message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 200 << 20);
    }

    [Theory]
    [InlineData("{f|re: '((a{1,1000}){1,1000}){1,1000}'}", "bounded space")]
    [InlineData("{f|re: '(.*)((.{1,100}){1,100}){1,100}x'}", "bounded space")]
    [InlineData("{f|expand: '%nobody%'}", "nothing says what %nobody% stands for")]
    [InlineData("{f|hour|contains: 3}", "cannot be combined")]
    [InlineData("{f|startswith|endswith: x}", "cannot be combined")]
    [InlineData("{f|exists: maybe}", "true or false")]
    public void Value_that_cannot_be_is_refused(string selection, string message) =>
        Assert.Contains(message, Assert.Single(Some.Errors(Some.Rule(selection))).Message, StringComparison.Ordinal);

    [Fact]
    public void Expression_that_backtracks_elsewhere_runs_in_linear_time()
    {
        var begun = System.Diagnostics.Stopwatch.GetTimestamp();

        Assert.False(Some.Matches(Some.Rule("{f|re: '^(a+)+$'}"), $$"""{"f": "{{new string('a', 50_000)}}!"}"""));
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void One_megabyte_rule_and_field_of_many_parts_are_bounded()
    {
        var values = string.Join(',', Enumerable.Range(0, 60_000).Select(i => $"value-{i:D8}"));

        Assert.True(Some.Matches(Some.Rule($"{{f|contains: [{values}]}}"), """{"f": "a value-00059999 b"}"""));
        Assert.Contains(
            "parts",
            Assert.Single(Some.Errors(Some.Rule($"{{{string.Join('.', Enumerable.Repeat("a", 60))}: x}}"))).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Error_names_the_column_within_the_condition()
    {
        var error = Assert.Single(Some.Errors(Some.Rule("{f: x}", "sel and nobody")));

        Assert.Equal((5, 22), (error.Line, error.Column));
    }

    [Fact]
    public void Ten_thousand_rules_load_in_bounded_time_and_are_found_one_by_one()
    {
        var begun = System.Diagnostics.Stopwatch.GetTimestamp();
        var text = string.Join(
            "---\n",
            Enumerable.Range(0, 10_000).Select(i => $"title: t\nid: r{i}\ndetection: {{s: {{f|contains: needle-{i:D5}, g: '*x*'}}, condition: s}}\n")
        );

        Assert.True(Some.Matches(text, """{"f": "a needle-07777 b", "g": "axb"}"""));
        Assert.False(Some.Matches(text, """{"f": "a needle-0777 b", "g": "axb"}"""));
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(60));
    }
}
