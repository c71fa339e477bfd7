using Streams.Detections.Yaml;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Streams.Host.Rules.Testing;

/// <summary>The tests beside a rule file. A key that is none, and what lacks, is an error with its place: a test that does less than it says passes too easily.</summary>
internal sealed class RuleTestFile
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance)
        .WithEnforceNullability()
        .WithTypeInspector(keys => new RuleTestKeys(keys))
        .Build();

    public List<RuleTest> Tests { get; set; } = [];

    /// <summary>Reads a file.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="error">Why it cannot be used; null: it can.</param>
    public static IReadOnlyList<RuleTest> Read(string text, out string? error)
    {
        try
        {
            YamlLimits.Check(text);
            var tests = Yaml.Deserialize<RuleTestFile?>(text)?.Tests ?? [];
            error = tests.Count == 0 ? "there is no test in it" : tests.Select(ErrorOf).FirstOrDefault(e => e is not null);
            return error is null ? tests : [];
        }
        catch (YamlException e)
        {
            error = $"line {e.Start.Line}: {e.InnerException?.Message ?? e.Message}";
            return [];
        }
    }

    private static string? ErrorOf(RuleTest test) =>
        test.Name.Length == 0 ? "a test has a 'name'"
        : test.Records.Count == 0 ? $"{test.Name}: a test has 'records', each with 'source' and 'line'"
        : test.Records.Find(r => !EventSources.TryParse(r.Source, out _)) is { } record ? $"{test.Name}: '{record.Source}' is no source"
        : test.Alerts is not >= 0 ? $"{test.Name}: a test has 'alerts', how many there must be"
        : test.Alerts == 0 && test.Entities.Count > 0 ? $"{test.Name}: 'entities' of no alert"
        : test.Entities.Keys.FirstOrDefault(k => !EntityKinds.TryParse(k, out _)) is { } kind ? $"{test.Name}: '{kind}' is no entity"
        : !Durations.TryParse(test.Options.Learning, out _) ? $"{test.Name}: 'learning' is a duration: 5m"
        : null;
}
