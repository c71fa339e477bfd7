using Streams.Detections.Rules;

namespace Streams.Detections.Tests.Rules;

/// <summary>What others wrote is changed from beside it, and what cannot be changed so is refused.</summary>
public sealed class OverrideTests
{
    private const string Rules = """
        title: Secret read
        id: 9d2f0b9e-3c9f-4a0c-8f39-0b6a6b2f7a01
        name: secret_read
        logsource: {product: kubernetes, service: audit}
        detection:
          sel: {verb: get}
          condition: sel
        level: high
        ---
        title: Exec
        id: 9d2f0b9e-3c9f-4a0c-8f39-0b6a6b2f7a02
        logsource: {product: kubernetes, service: audit}
        detection:
          sel: {verb: create}
          condition: sel
        level: high
        ---
        title: Often
        id: 9d2f0b9e-3c9f-4a0c-8f39-0b6a6b2f7a03
        name: often
        correlation: {type: event_count, rules: [9d2f0b9e-3c9f-4a0c-8f39-0b6a6b2f7a02], group-by: [user.username], timespan: 1m, condition: {gte: 5}}
        level: high
        """;

    [Theory]
    [InlineData("secret_read")]
    [InlineData("9d2f0b9e-3c9f-4a0c-8f39-0b6a6b2f7a01")]
    public void A_rule_is_changed_by_name_or_id_and_nothing_else_is(string rule)
    {
        var (rules, errors) = Load($"override:\n  rules: [{rule}]\n  level: low\n  group-by: [user.username]\n  suppress: 10m\n");

        Assert.Empty(errors);
        var changed = rules.Correlations.Single(c => c.Meta.Title == "Secret read");
        Assert.Equal((Level.Low, TimeSpan.FromMinutes(10)), (changed.Meta.Level, changed.Timespan));
        Assert.Equal(["user.username"], changed.GroupBy[0]);
        Assert.Equal(Level.High, rules.Correlations.Single(c => c.Meta.Title == "Often").Meta.Level);
    }

    [Fact]
    public void A_rule_is_silenced_and_a_correlation_gets_another_level()
    {
        var (rules, errors) = Load("override:\n  rules: [secret_read]\n  alert: false\n---\noverride:\n  rules: [often]\n  level: critical\n");

        Assert.Empty(errors);
        Assert.Equal(["Often"], rules.Correlations.Where(c => c.Meta.Alerts).Select(c => c.Meta.Title));
        Assert.Equal(Level.Critical, rules.Correlations.Single(c => c.Meta.Title == "Often").Meta.Level);
    }

    [Theory]
    [InlineData("override:\n  rules: [secret_reed]\n  level: low\n", 2, "did you mean 'secret_read'")]
    [InlineData("override:\n  rules: [secret_read]\n  level: lo\n", 3, "no level")]
    [InlineData("override:\n  rules: [secret_read]\n  lvel: low\n", 2, "changes nothing")]
    [InlineData("override:\n  rules: [secret_read]\n  level: low\n  alrt: false\n", 4, "did you mean 'alert'")]
    [InlineData("override:\n  rules: [secret_read]\n", 2, "changes nothing")]
    [InlineData("override:\n  level: low\n", 2, "needs 'rules'")]
    [InlineData("override:\n  rules: [often]\n  group-by: [verb]\n", 3, "write a correlation of your own")]
    [InlineData("override:\n  rules: [often]\n  level: low\n---\noverride:\n  rules: [often]\n  level: high\n", 6, "overridden twice")]
    [InlineData(
        "override:\n  rules: [secret_read]\n  level: low\n---\noverride:\n  rules: [9d2f0b9e-3c9f-4a0c-8f39-0b6a6b2f7a01]\n  level: high\n",
        6,
        "overridden twice"
    )]
    public void What_is_no_override_is_refused_at_its_place(string text, int line, string told)
    {
        var error = Assert.Single(Load(text).Errors, e => e.File == "own.yml");

        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.Equal(line, error.Line);
    }

    private static (RuleSet Rules, IReadOnlyList<Streams.Detections.Yaml.RuleError> Errors) Load(string own) =>
        RuleSetLoader.LoadTexts(("shipped.yml", Rules), ("own.yml", own));
}
