using System.Text.Json;
using Streams.Detections.Fields;
using Streams.Schemas.Events;

namespace Streams.Detections.Tests.Fields;

/// <summary>Which sources have a canonical field, by <c>schemas/fields.yml</c>, held against what the parsers make of a sample of each envelope and dialect.</summary>
public sealed class CanonicalFieldsTests
{
    [Fact]
    public void No_parser_gives_a_field_that_its_source_is_said_not_to_have()
    {
        var files = Directory.GetFiles(SharedData.Checkout("tests/Streams.Schemas.Tests/samples"), "expected.*.jsonl", SearchOption.AllDirectories);
        var seen = new HashSet<(EventSource Source, string Field)>();
        foreach (var file in files)
        {
            Assert.True(EventSources.TryParse(Path.GetFileName(file).Split('.')[1], out var source), file);
            foreach (var line in File.ReadLines(file))
            {
                using var parsed = JsonDocument.Parse(line);
                if (parsed.RootElement.TryGetProperty("fields", out var fields))
                {
                    seen.UnionWith(fields.EnumerateObject().Select(f => (source, f.Name)));
                }
            }
        }

        Assert.True(seen.Count > 100, $"{seen.Count} fields of {files.Length} samples");
        Assert.DoesNotContain(seen, s => !FieldCatalogue.Instance.IsCanonical(s.Source, s.Field));
    }
}
