using System.Diagnostics;
using System.Text;
using Streams.Detections.Matching;
using Streams.Detections.Rules;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Tests.Oracles;

/// <summary>Each of SigmaHQ's Linux rules that can match by its fields matches an event that is made of its own detection, in the sensor's raw form, through the parser.</summary>
public sealed class LinuxRulesTests : IParseSink, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streams-sigmahq-");
    private readonly List<int> _matches = [];
    private RuleSet _rules = RuleSet.Empty;
    private EventView _view = new(new FieldSlots());

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Rules_match_the_events_that_they_describe()
    {
        using (var tar = Process.Start("tar", ["-xf", SharedData.PathOrSkip("sigmahq/rules.tar.xz"), "-C", _folder.FullName]))
        {
            tar.WaitForExit();
        }

        (_rules, _) = RuleSetLoader.LoadTexts(
            RuleSetLoader
                .FilesOf(_folder.FullName)
                .Select(f => (f, File.ReadAllText(f)))
                .Where(f => f.Item2.Contains("product: linux", StringComparison.Ordinal))
        );
        _view = new EventView(_rules.Slots);
        DetectionRule[] able = [.. _rules.Detections.Where(r => RuleCheck.CanMatch(r, _rules))];
        string[] missed = [.. able.Where(r => !IsProved(r)).Select(r => Path.GetFileNameWithoutExtension(r.Meta.File))];

        Assert.True(missed.Length == 0 && able.Length > 150, $"{missed.Length} of {able.Length}: {string.Join(' ', missed)}");
    }

    void IParseSink.OnEvent(ParsedEvent parsed)
    {
        _view.Set(parsed, new EntitySet());
        _rules.Matcher.Match(_view, _matches);
    }

    void IParseSink.OnDead(in DeadElement dead) { }

    private bool IsProved(DetectionRule rule)
    {
        foreach (var values in PositiveValues.Of(rule))
        {
            foreach (var (source, line) in Keywords(rule).SelectMany(keywords => RawEvents.Of(rule.Logsource.Text, values, keywords)))
            {
                RecordParsers
                    .Create(source, new ParserOptions())
                    .Parse(new RawRecord { Value = Encoding.UTF8.GetBytes(line), AppendTime = new Timestamp(0) }, this);
                if (_matches.Any(m => _rules.Detections[m] == rule))
                {
                    return true;
                }

                _matches.Clear();
            }
        }

        return false;
    }

    /// <summary>Texts that a rule of keywords looks for: each of a list, and all of a list under <c>all</c>.</summary>
    private static IEnumerable<string> Keywords(DetectionRule rule)
    {
        var yaml = new YamlStream();
        using var text = new StringReader(File.ReadAllText(rule.Meta.File));
        yaml.Load(text);
        var lists = ((YamlMappingNode)yaml.Documents[0].RootNode["detection"])
            .Children.Select(s => s.Value)
            .SelectMany(value =>
                value is YamlSequenceNode list ? list.Children.OfType<YamlScalarNode>().Select(v => new[] { $"{v}" })
                : value is YamlMappingNode map
                    ? map
                        .Children.Where(c => $"{c.Key}".StartsWith('|') && c.Value is YamlSequenceNode)
                        .Select(c => ((YamlSequenceNode)c.Value).Select(v => $"{v}").ToArray())
                : []
            )
            .ToArray();
        return lists.Length == 0
            ? [""]
            : [.. lists.Select(l => string.Join(' ', l).Replace("*", "", StringComparison.Ordinal)), string.Join(' ', lists.SelectMany(l => l))];
    }
}
