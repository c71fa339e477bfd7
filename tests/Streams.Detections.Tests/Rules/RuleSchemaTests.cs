using Streams.Detections.Rules;
using Streams.Detections.Yaml;

namespace Streams.Detections.Tests.Rules;

/// <summary>The documents of the specification fit; each mutation of them is refused at its place, by the schema or the loader.</summary>
public sealed class RuleSchemaTests
{
    private const string Rule = """
        title: A title
        id: 929a690e-bef0-4204-a928-ef5e620d6fcc
        status: test
        description: Text
        references: [https://a.example, https://b.example]
        author: Somebody
        date: 2026-11-24
        tags: [attack.execution, attack.t1059.001]
        logsource:
          category: process_creation
          product: linux
        detection:
          sel:
            Image|endswith: /sh
          condition: sel
        falsepositives: [Unknown]
        level: low
        """;

    private const string Correlation = """
        title: Many
        id: 0e95725d-7320-415d-80f7-004da920fc11
        correlation:
          type: event_count
          rules: [929a690e-bef0-4204-a928-ef5e620d6fcc]
          group-by: [User]
          timespan: 1h
          condition:
            gte: 100
        """;

    private const string Filter = """
        title: Filter
        id: 0e95725d-7320-415d-80f7-004da920fc13
        logsource:
          category: process_creation
        filter:
          rules: [929a690e-bef0-4204-a928-ef5e620d6fcc]
          selection:
            User: adm
          condition: not selection
        """;

    [Fact]
    public void Documents_of_the_specification_fit()
    {
        var files = Directory.EnumerateFiles(SharedData.PathOrSkip("sigma_spec/tests/schema"), "*.yml", SearchOption.AllDirectories).ToList();

        Assert.True(files.Count >= 12);
        Assert.All(files, file => Assert.Empty(RuleSchema.Check(file, File.ReadAllText(file))));
    }

    [Fact]
    public void Rules_of_the_Sigma_project_fit() =>
        Assert.All(RuleSetLoader.FilesOf(SharedData.PathOrSkip("sigma_rules/rules")), file => Assert.Empty(RuleSchema.Check(file, File.ReadAllText(file))));

    [Fact]
    public void The_documents_that_are_mutated_are_right() => Assert.Empty(Problems($"{Rule}\n---\n{Correlation}\n---\n{Filter}"));

    [Theory]
    [InlineData("title: A title", "title: ''", 1)]
    [InlineData("title: A title", "title: [a]", 1)]
    [InlineData("id: 929a690e", "id: 929a690z", 2)]
    [InlineData("status: test", "status: testing", 3)]
    [InlineData("description: Text", "description: {a: b}", 4)]
    [InlineData("https://b.example]", "https://a.example]", 5)]
    [InlineData("references: [https://a.example, https://b.example]", "references: https://a.example", 5)]
    [InlineData("author: Somebody", "author: [Somebody]", 6)]
    [InlineData("date: 2026-11-24", "date: 2026/11/24", 7)]
    [InlineData("date: 2026-11-24", "date: 2026-13-24", 7)]
    [InlineData("attack.execution", "Attack Execution", 8)]
    [InlineData("attack.t1059.001", "attack.t1059.1", 8)]
    [InlineData("  category: process_creation\n  product: linux", "  definition: none", 10)]
    [InlineData("Image|endswith", "Image|endwith", 14)]
    [InlineData("Image|endswith", "Image|endswith|all", 14)]
    [InlineData("    Image|endswith: /sh", "    {}", 14)]
    [InlineData("condition: sel", "condition: sel and", 15)]
    [InlineData("condition: sel", "condition: selection", 15)]
    [InlineData("  condition: sel\n", "", 13)]
    [InlineData("falsepositives: [Unknown]", "falsepositives: [[a]]", 16)]
    [InlineData("level: low", "streams: {groupby: [a]}", 17)]
    [InlineData("level: low", "level: lower", 17)]
    [InlineData("level: low", "level: low\nlevel: high", 18)]
    public void Mutation_of_a_rule_is_refused_at_its_place(string from, string to, int line) => Refused(Rule, from, to, line);

    [Theory]
    [InlineData("type: event_count", "type: events", 4)]
    [InlineData("type: event_count", "type: value_count", 9)]
    [InlineData("rules: [929a690e-bef0-4204-a928-ef5e620d6fcc]", "rules: []", 5)]
    [InlineData("rules: [929a690e-bef0-4204-a928-ef5e620d6fcc]", "rules: {a: b}", 5)]
    [InlineData("group-by: [User]", "group-by: [User, User]", 6)]
    [InlineData("group-by: [User]", "groupby: [User]", 6)]
    [InlineData("timespan: 1h", "timespan: 1 hour", 7)]
    [InlineData("timespan: 1h", "timespan: -1h", 7)]
    [InlineData("gte: 100", "gte: many", 9)]
    [InlineData("gte: 100", "least: 100", 9)]
    [InlineData("  type: event_count\n", "", 4)]
    public void Mutation_of_a_correlation_is_refused_at_its_place(string from, string to, int line) => Refused(Correlation, from, to, line, Rule);

    [Theory]
    [InlineData("  category: process_creation", "  definition: none", 4)]
    [InlineData("  rules: [929a690e-bef0-4204-a928-ef5e620d6fcc]\n", "", 6)]
    [InlineData("rules: [929a690e-bef0-4204-a928-ef5e620d6fcc]", "rules: [a, a]", 6)]
    [InlineData("    User: adm", "    User|wrong: adm", 8)]
    [InlineData("condition: not selection", "condition: not other", 9)]
    public void Mutation_of_a_filter_is_refused_at_its_place(string from, string to, int line) => Refused(Filter, from, to, line, Rule);

    [Fact]
    public void Filter_that_keeps_what_it_means_to_exclude_is_told()
    {
        var (rules, errors) = RuleSetLoader.LoadTexts(("r.yml", $"{Rule}\n---\n{Filter.Replace("not selection", "selection", StringComparison.Ordinal)}"));

        Assert.Empty(errors);
        Assert.Contains("ANDed", Assert.Single(RuleCheck.Of(rules, "RequestResponse", DateTimeOffset.UnixEpoch)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("verb: get", "Metadata", "")]
    [InlineData("requestObject.spec.hostPID: true", "Metadata", "at the audit level Request only")]
    [InlineData("requestObject.spec.hostPID: true", "Request", "")]
    [InlineData("hostPath: /", "RequestResponse", "has a field 'hostPath'")]
    public void Field_that_cannot_be_there_is_told(string field, string level, string expected)
    {
        var (rules, _) = RuleSetLoader.LoadTexts(
            ("r.yml", $"title: t\nlogsource: {{product: kubernetes, service: audit}}\ndetection:\n  s:\n    {field}\n  condition: s\n")
        );
        var problems = RuleCheck.Of(rules, level, DateTimeOffset.UnixEpoch);

        Assert.Equal(expected.Length > 0, problems.Any(p => p.Message.Contains(expected, StringComparison.Ordinal) && p.Line == 5));
    }

    [Theory]
    [InlineData("s: {requestObject.spec.containers.image: a, requestObject.spec.containers.name: b}", "s", true)]
    [InlineData("s: {requestObject.spec.containers.image: a, requestObject.spec.volumes.name: b}", "s", false)]
    [InlineData("s: [{requestObject.spec.containers.image: a}, {requestObject.spec.containers.name: b}]", "s", false)]
    [InlineData("s: {verb: get}\n  n: {requestObject.spec.containers.image: a}", "s and not n", true)]
    [InlineData("s: {verb: get}\n  n_1: {requestObject.spec.containers.image: a}", "s and not 1 of n_*", true)]
    [InlineData("s: {verb: get}\n  n: {requestObject.spec.containers.image: a}", "s and n", false)]
    [InlineData("s: {'requestObject.spec.containers[any]': {image: a, name: b}}", "s", false)]
    public void Rule_that_means_one_member_is_told(string selections, string condition, bool expected)
    {
        var (rules, errors) = RuleSetLoader.LoadTexts(
            ("r.yml", $"title: t\nsigma-version: 3\nlogsource: {{product: kubernetes, service: audit}}\ndetection:\n  {selections}\n  condition: {condition}\n")
        );

        Assert.Empty(errors);
        Assert.Equal(
            expected,
            RuleCheck.Of(rules, "RequestResponse", DateTimeOffset.UnixEpoch).Any(p => p.Message.Contains("[any]", StringComparison.Ordinal) && p.Column > 0)
        );
    }

    private static void Refused(string document, string from, string to, int line, string? beside = null)
    {
        Assert.Contains(from, document, StringComparison.Ordinal);
        var problems = Problems(document.Replace(from, to, StringComparison.Ordinal), beside);

        Assert.Contains(problems, p => p.File == "mutated.yml" && p.Line == line && p.Column > 0);
    }

    private static List<RuleError> Problems(string text, string? beside = null) =>
        [
            .. RuleSchema.Check("mutated.yml", text),
            .. RuleSetLoader.LoadTexts([("mutated.yml", text), .. beside is null ? [] : new[] { ("beside.yml", beside) }]).Errors,
        ];
}
