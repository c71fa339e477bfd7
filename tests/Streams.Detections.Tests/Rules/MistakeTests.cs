using Streams.Detections.Rules;
using Streams.Detections.Yaml;

namespace Streams.Detections.Tests.Rules;

/// <summary>What a detection engineer writes by mistake, so that a rule would load and mean nothing, or something else: refused, or told by a check, at its line.</summary>
public sealed class MistakeTests
{
    private const string Audit = "{product: kubernetes, service: audit}";

    [Theory]
    [InlineData("verb|cased|cased: get", "stands twice")]
    [InlineData("verb|re|cased: get", "cannot be combined")]
    [InlineData("source.ip|cidr|cased: 10.0.0.0/8", "cannot be combined")]
    [InlineData("verb|neq|all: [get, list]", "cannot be combined")]
    [InlineData("responseStatus.code|gt|neq: 5", "cannot be combined")]
    [InlineData("responseStatus.code|gt|lt: 5", "two comparisons")]
    [InlineData("responseStatus.code|gt: [5, 10]", "takes one number")]
    [InlineData("responseStatus.code|gt: NaN", "is no number")]
    [InlineData("responseStatus.code|gt: 1e400", "is no number")]
    [InlineData("responseStatus.code|gt: null", "null is no text")]
    [InlineData("verb|contains: null", "null is no text")]
    [InlineData("verb|contains|base64offset: get", "stands before contains")]
    [InlineData("verb|base64|wide: get", "cannot stand behind 'base64'")]
    [InlineData("verb|base64|base64: get", "cannot stand behind")]
    [InlineData("verb|base64offset|base64: get", "cannot stand behind")]
    [InlineData("verb|windash|base64offset|contains: -e", "cannot be combined")]
    [InlineData("verb|base64|contains: 'get*'", "no wildcards")]
    [InlineData("requestReceivedTimestamp|hour: 25", "never so")]
    [InlineData("requestReceivedTimestamp|hour|gte: 0", "always so")]
    [InlineData("requestReceivedTimestamp|hour: 1.5", "never so")]
    [InlineData("requestReceivedTimestamp|month: 0", "never so")]
    [InlineData("requestReceivedTimestamp|week|gte: 54", "never so")]
    [InlineData("requestReceivedTimestamp|hour|minute: 5", "two parts of a date")]
    [InlineData("verb|exists: [true, false]", "no list")]
    [InlineData("verb|fieldref: verb", "compared with itself")]
    [InlineData("source.ip|cidr: 10.0.0.1/8", "write 10.0.0.0/8 for the network, or 10.0.0.1/32 for the address")]
    [InlineData("source.ip|cidr: fe80::1/10", "write fe80::/10 for the network, or fe80::1/128 for the address")]
    [InlineData("verb|expand: get", "has no placeholder")]
    [InlineData("'': get", "has no name")]
    [InlineData("'|startswith': get", "needs a field")]
    public void Selection_is_refused(string line, string told) => Refused(Detection(line), told, 6);

    [Theory]
    [InlineData("verb|contains: ''", "every text has this")]
    [InlineData("verb|contains: '*'", "every text has this")]
    [InlineData("verb: [get, '*']", "other values of the list do nothing")]
    [InlineData("verb|re: '.*'", "every text matches")]
    [InlineData("verb|re: 'a?'", "every text matches")]
    [InlineData("user.groups|all: [a, b]", "only an array")]
    [InlineData("verb|base64offset|contains: a", "a character or two")]
    [InlineData("responseStatus.code: 0403", "compared as the text")]
    [InlineData("responseStatus.code: +403", "compared as the text")]
    [InlineData("responseStatus.code: 4_03", "compared as the text")]
    [InlineData("verb:", "no value means null")]
    [InlineData("source.ip: 10.0.0.0/8", "no address equals")]
    [InlineData("user.username: “root”", "the quotes of")]
    [InlineData("user.username: ro\u200bot", "invisible character (U+200B)")]
    [InlineData("verb: gett", "did you mean 'get'")]
    [InlineData("verb: get, list", "is never 'get, list'")]
    [InlineData("verb: connect", "is never 'connect'")]
    [InlineData("objectRef.resource: pod", "write 'pods'")]
    [InlineData("streams.direction: outbond", "did you mean 'outbound'")]
    [InlineData("verb|fieldref: nosuch", "has a field 'nosuch'")]
    [InlineData("objectRef: pods", "as in objectRef.apiGroup")]
    [InlineData("requestObject.spec.containers|contains: nginx", "is an object")]
    [InlineData("user.username|gte: 5", "is a text")]
    [InlineData("user.name: root", "has a field 'user.name'")]
    [InlineData("process.name: sh", "has a field 'process.name'")]
    [InlineData("streams.domain: a.example", "has a field 'streams.domain'")]
    [InlineData("requestObject.spec.containers[any].image: x", "sigma-version: 3")]
    public void Selection_is_told(string line, string told) => Told(Detection(line), told, 6);

    [Theory]
    [InlineData("verb: '*'")]
    [InlineData("verb: ''")]
    [InlineData("verb: null")]
    [InlineData("verb|neq: null")]
    [InlineData("verb: GET")]
    [InlineData("verb: 'g*'")]
    [InlineData("verb|re: 'ge?t'")]
    [InlineData("verb|contains|all: [a, b]")]
    [InlineData("'|all': [a, b]")]
    [InlineData("'|re': a.b")]
    [InlineData("responseStatus.code: 403")]
    [InlineData("responseStatus.code: 403.0")]
    [InlineData("responseStatus.code|gte: 400")]
    [InlineData("objectRef: null")]
    [InlineData("objectRef|exists: true")]
    [InlineData("requestReceivedTimestamp|hour|lt: 6")]
    [InlineData("source.ip|cidr: [10.0.0.0/8, 'fe80::/10', 10.0.0.1/32]")]
    [InlineData("objectRef.resource: pods")]
    [InlineData("user.username: système")]
    [InlineData("userAgent|wide|base64offset|contains: curl")]
    public void Selection_is_right(string line) => Right(Detection(line));

    [Theory]
    [InlineData("{a: {verb: get}, b: {verb: list}, condition: 3 of *}", "only 2 selections")]
    [InlineData("{a: {verb: get}, condition: a and not a}", "never holds")]
    [InlineData("{a: {verb: get}, b: {verb: list}, condition: (a or b) and not (a or b)}", "never holds")]
    [InlineData("{a: {verb: get}, condition: a or not a}", "always holds")]
    [InlineData("{and: {verb: get}, condition: and}", "cannot be named 'and'")]
    [InlineData("{them: {verb: get}, b: {verb: list}, condition: 1 of them}", "cannot be named 'them'")]
    [InlineData("{'sel*': {verb: get}, condition: 1 of sel*}", "no condition can name")]
    public void Condition_is_refused(string detection, string told) => Refused(Rule(detection), told, 4);

    [Theory]
    [InlineData("{a: {verb: get}, condition: not a}", "nearly everything", 1)]
    [InlineData("{a: {verb: get}, b: {verb: list}, condition: not a or b}", "nearly everything", 1)]
    [InlineData("{a: {verb: get}, filter: {verb: list}, condition: 1 of them}", "'them' takes in 'filter'", 4)]
    [InlineData("{a: [''], condition: a}", "every event has such a text", 4)]
    public void Condition_is_told(string detection, string told, int line) => Told(Rule(detection), told, line);

    [Theory]
    [InlineData("{a: {verb: get}, b: {verb: list}, condition: 1 of them}")]
    [InlineData("{a: {verb: get}, filter: {verb: list}, condition: 1 of them and not filter}")]
    [InlineData("{a: {verb: get}, filter_b: {user.username: x}, condition: a and not 1 of filter_*}")]
    [InlineData("{a: {verb: get}, b: {verb: list}, condition: a OR NOT (a or not b)}")]
    public void Condition_is_right(string detection) => Right(Rule(detection));

    [Theory]
    [InlineData("expires: 2027-01-01", "stands below 'streams'")]
    [InlineData("renew: [user]", "stands below 'streams'")]
    [InlineData("taxonomy: esc", "did you mean 'ecs'")]
    [InlineData("sigma-version: 4", "up to version 3")]
    [InlineData("action: global", "no part of Sigma any more")]
    [InlineData("placeholders: {a: [b]}", "part them by a line with ---")]
    [InlineData("filter: {rules: any, a: {verb: get}, condition: not a}", "part them by a line with ---")]
    [InlineData("streams: {group-by: [streams.podd]}", "did you mean 'streams.pod'")]
    [InlineData("streams: {group-by: [verb, verb]}", "stands twice")]
    [InlineData("streams: {group-by: []}", "names no field")]
    [InlineData("streams: {group-by: [objectRef]}", "is an object")]
    [InlineData("streams: {group-by: {field: verb}}", "must be a text or a list")]
    [InlineData("streams: {max: 10s}", "which 'suppress' ends after 5m")]
    [InlineData("streams: {suppress: 90m, max: 1h}", "which 'suppress' ends after 90m")]
    public void Key_is_refused(string key, string told) => Refused($"{Rule("{a: {verb: get}, condition: a}")}{key}\n", told, 5);

    [Theory]
    [InlineData("event_count", "", "needs a 'condition'")]
    [InlineData("event_count", "condition: {gte: 2.5}", "whole number")]
    [InlineData("event_count", "condition: {eq: 2.5}", "whole number")]
    [InlineData("event_count", "condition: {neq: 0}", "every window that has an event")]
    [InlineData("event_count", "condition: {gt: 5, lt: 6}", "no whole number")]
    [InlineData("event_count", "condition: {gt: 5, gte: 3}", "two bounds of one side")]
    [InlineData("event_count", "condition: {gte: 1000000000}", "are not counted")]
    [InlineData("event_count", "condition: {gte: 2}\n  generate: true\ngenerate: false", "stands twice")]
    [InlineData("value_count", "condition: {gte: 2, field: [verb, verb]}", "stands twice")]
    [InlineData("value_count", "condition: {gte: 2, field: user.name}", "no event of audit")]
    [InlineData("value_percentile", "condition: {gte: 2, field: responseStatus.code, percentile: 0.95}", "write 95")]
    [InlineData("value_count", "condition: {gte: 2, field: objectRef}", "is an object")]
    [InlineData("value_sum", "condition: {gte: 2, field: objectRef.name}", "is a text")]
    [InlineData("value_avg", "condition: {gte: 2, field: streams.pod}", "is a text")]
    [InlineData("value_median", "condition: {gte: 2, field: requestURI}", "count its values with value_count")]
    [InlineData("value_percentile", "condition: {gte: 2, field: user.username}", "is a text")]
    [InlineData("temporal", "condition: {gte: 0}", "takes gt or gte")]
    [InlineData("streams.rare", "field: verb\n  scope: [verb]", "what is judged")]
    [InlineData("streams.rare", "field: verb\n  scope: [user.username]", "every value is rare")]
    [InlineData("streams.beacon", "field: source.ip\n  min_interval: 1m\n  condition: {gte: 10}", "do not fit")]
    [InlineData("streams.score", "model: dga\n  condition: {gte: 90}", "0 to 1")]
    [InlineData("streams.score", "model: dga\n  condition: {gte: 0}", "0 to 1")]
    [InlineData("streams.score", "model: dga\n  condition: {gte: 0.9}", "no event of audit has a field 'streams.domain'")]
    public void Correlation_is_refused(string type, string rest, string told) => Refused(Correlation(type, rest), told, 6);

    [Theory]
    [InlineData("{type: streams.gap, source: audit, timespan: 1m}", "of the cluster")]
    [InlineData("{type: streams.gap, source: dns, timespan: 1m}", "of the cluster")]
    [InlineData("{type: streams.gap, source: ebpf, timespan: 1m, group-by: [streams.pod]}", "a gap is of a node")]
    public void Gap_is_refused(string correlation, string told) => Refused($"title: c\nid: c\nstatus: test\nlevel: low\ncorrelation: {correlation}\n", told, 5);

    [Theory]
    [InlineData("temporal", "", "temporal of one rule")]
    [InlineData("streams.first_seen", "field: verb\n  learning: 0s", "learns nothing")]
    [InlineData("streams.rare", "field: verb\n  learning: 0s", "learns nothing")]
    [InlineData("event_count", "condition: {gte: 2}\nstreams: {alert: false}", "it does nothing")]
    public void Correlation_is_told(string type, string rest, string told) => Told(Correlation(type, rest), told, 6);

    [Fact]
    public void Five_months_instead_of_minutes_are_told() =>
        Told(Correlation("event_count", "condition: {gte: 2}").Replace("timespan: 5m", "timespan: 5M", StringComparison.Ordinal), "M is a month", 6);

    [Theory]
    [InlineData("event_count", "condition: {gte: 2}")]
    [InlineData("event_count", "condition: {eq: 2}")]
    [InlineData("event_count", "condition: {neq: 2}")]
    [InlineData("event_count", "condition: {gte: 2, lt: 6}")]
    [InlineData("event_count", "condition: {lt: 1000}")]
    [InlineData("event_count", "condition: {gte: 2}\n  generate: true\ngenerate: true")]
    [InlineData("value_count", "condition: {gte: 2, field: [verb, source.ip]}")]
    [InlineData("value_percentile", "condition: {gte: 2, field: responseStatus.code, percentile: 95}")]
    [InlineData("value_sum", "condition: {gte: 2, field: requestObject.spec.replicas}")]
    [InlineData("streams.rare", "field: verb\n  scope: [objectRef.namespace]")]
    [InlineData("streams.beacon", "field: source.ip\n  condition: {gte: 10}")]
    public void Correlation_is_right(string type, string rest) => Right(Correlation(type, rest));

    [Theory]
    [InlineData("s: {user.usernme: x}\n  condition: not s", "did you mean 'user.username'", 8)]
    [InlineData("s: {verb: gett}\n  condition: not s", "did you mean 'get'", 8)]
    [InlineData("notable: {verb: get}\n  condition: notable", "ANDed", 1)]
    public void Filter_is_told(string body, string told, int line) => Told(Filter(body), told, line, "filter.yml");

    [Theory]
    [InlineData("s: {verb: get}\n  condition: not s\nstreams: {suppress: 5m}", "has no 'suppress'", 10)]
    [InlineData("s: {verb: get}\n  condition: not s\nexpires: 2027-01-01", "stands below 'streams'", 10)]
    public void Filter_is_refused(string body, string told, int line) => Refused(Filter(body), told, line, "filter.yml");

    [Theory]
    [InlineData("severity: high")]
    [InlineData("priority: high")]
    public void A_level_under_another_name_is_refused(string key) =>
        Refused(Rule("{a: {verb: get}, condition: a}").Replace("level: low", key, StringComparison.Ordinal), "it is called 'level'", 2);

    [Fact]
    public void Ids_are_one_in_capital_letters_as_well()
    {
        const string Id = "6a3c5b1e-1111-4222-8333-44445555666f";
        var rule = Rule("{a: {verb: get}, condition: a}");

        Assert.Contains(Some.Errors($"{rule}id: {Id}\n---\n{rule}id: {Id.ToUpperInvariant()}\n"), e =>
            e.Message.Contains("used twice", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Titles_are_told_apart_by_more_than_case_and_blanks()
    {
        var rule = Rule("{a: {verb: get}, condition: a}");
        var found = Assert.Single(Check(rule, rule.Replace("title: t", "title: ' T'", StringComparison.Ordinal)), e =>
            e.Message.Contains("is the title of", StringComparison.Ordinal)
        );

        Assert.Equal((Severity.Style, "1.yml"), (found.Severity, found.File));
    }

    [Fact]
    public void A_list_of_addresses_is_one_however_short()
    {
        var (_, errors) = RuleSetLoader.LoadTexts(
            ("r.yml", $"{Rule("{a: {'source.ip|cidr|expand': '%bad%'}, condition: a}")}---\nplaceholders: {{bad: [10.0.0.1, 192.0.2.0/24]}}\n")
        );

        Assert.Empty(errors);
    }

    [Theory]
    [InlineData("[a, null]")]
    [InlineData("['%other%']")]
    public void Values_of_a_placeholder_are_texts(string values) =>
        Assert.Contains(Some.Errors($"{Rule("{a: {'verb|expand': '%bad%'}, condition: a}")}---\nplaceholders: {{bad: {values}}}\n"), e =>
            e.Message.Contains("is a text, and no placeholder", StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("[a, '*']", "every text")]
    [InlineData("[a, '**']", "every text")]
    [InlineData("['', a]", "the empty text")]
    [InlineData("'*'", "every text")]
    public void Values_of_a_placeholder_are_not_everything(string values, string told) =>
        Assert.Contains(Some.Errors($"{Rule("{a: {'verb|expand': '%bad%'}, condition: a}")}---\nplaceholders: {{bad: {values}}}\n"), e =>
            e.Message.Contains(told, StringComparison.Ordinal) && e.Line == 6
        );

    [Fact]
    public void A_placeholder_that_no_rule_uses_is_told() =>
        Told(
            $"{Rule("{a: {'verb|expand': '%used%'}, condition: a}")}---\nplaceholders:\n  used: [get]\n  other: [list]\n",
            "no rule uses the placeholder 'other'",
            8
        );

    [Theory]
    [InlineData("attack.t9999", "no technique of ATT&CK")]
    [InlineData("attack.t1059.099", "no sub-technique")]
    [InlineData("attack.t1086", "any more")]
    [InlineData("attack.t105", "no technique's id")]
    [InlineData("attack.persistance", "did you mean 'persistence'")]
    public void A_tag_that_names_nothing_is_told(string tag, string told) =>
        Told($"{Rule("{a: {verb: get}, condition: a}")}tags:\n  - attack.t1059\n  - {tag}\n", told, 7);

    [Theory]
    [InlineData("attack.t1059.004")]
    [InlineData("attack.t1562.001")]
    [InlineData("attack.t1685.001")]
    [InlineData("attack.T1610")]
    [InlineData("attack.stealth")]
    [InlineData("attack.privilege_escalation")]
    [InlineData("attack.g0007")]
    [InlineData("cve.2021-44228")]
    public void A_tag_that_names_something_is_right(string tag) => Right($"{Rule("{a: {verb: get}, condition: a}")}tags: [{tag}]\n");

    private static string Rule(string detection) => $"title: t\nlevel: low\nlogsource: {Audit}\ndetection: {detection}\n";

    private static string Detection(string line) => $"title: t\nlevel: low\nlogsource: {Audit}\ndetection:\n  a:\n    {line}\n  condition: a\n";

    private static string Correlation(string type, string rest) =>
        $"{Rule("{a: {verb: get}, condition: a}")}id: r\n---\ntitle: c\nid: c\ncorrelation:\n  type: {type}\n  rules: [r]\n  group-by: [user.username]\n  timespan: 5m\n  {rest}\n";

    private static string Filter(string body) => $"title: f\nid: f\nlogsource: {Audit}\n\n\nfilter:\n  rules: any\n  {body}\n";

    /// <summary>One error at its line, or below it within a correlation.</summary>
    private static void Refused(string text, string told, int line, string file = "0.yml")
    {
        var (_, errors) = Load(text, file);
        var error = Assert.Single(errors);

        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.True(error.Line >= line, $"{error}");
    }

    private static void Told(string text, string told, int line, string file = "0.yml")
    {
        var (rules, errors) = Load(text, file);

        Assert.Empty(errors);
        Assert.Contains(RuleCheck.Of(rules, "RequestResponse", DateTimeOffset.UnixEpoch), e =>
            e.Severity == Severity.Warning && e.File == file && e.Line >= line && e.Message.Contains(told, StringComparison.Ordinal)
        );
    }

    private static void Right(string text) => Assert.Empty(Check(text));

    private static IReadOnlyList<RuleError> Check(params string[] texts)
    {
        var (rules, errors) = RuleSetLoader.LoadTexts(texts.Select((text, i) => ($"{i}.yml", text)));
        Assert.Empty(errors);
        return RuleCheck.Of(rules, "RequestResponse", DateTimeOffset.UnixEpoch);
    }

    private static (RuleSet, IReadOnlyList<RuleError>) Load(string text, string file) =>
        file == "0.yml"
            ? RuleSetLoader.LoadTexts((file, text))
            : RuleSetLoader.LoadTexts(("0.yml", $"{Rule("{a: {verb: [get, list]}, condition: a}")}id: r\n"), (file, text));
}
