using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Streams.Models.Features;
using Streams.Models.Training.Export;

namespace Streams.Models.Training.Windows;

/// <summary><c>labels.jsonl</c> of an export: a label a line. It may be edited: a data scientist judges here what nobody has judged in the topic.</summary>
public sealed class LabelFile
{
    /// <summary>The file's name.</summary>
    public const string Name = "labels.jsonl";

    private static readonly string[] Verdicts = ["true", "false", "benign", "open"];
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly IReadOnlyList<RowLabel> _labels;

    private LabelFile(byte[] bytes, IReadOnlyList<RowLabel> labels) => (Bytes, _labels) = (bytes, labels);

    /// <summary>The file as it stands.</summary>
    internal byte[] Bytes { get; }

    /// <summary>Begins an export with its labels, in the order of (from, alert, set, entity). A verdict that somebody has written into the file stays where the label would be open.</summary>
    /// <exception cref="FormatException">The file that is there is no such file.</exception>
    public static async Task WriteAsync(string folder, IEnumerable<RowLabel> labels)
    {
        var judged = new Dictionary<(string Alert, string Set, string Entity), string>();
        foreach (var label in (await ReadAsync(folder).ConfigureAwait(false))._labels)
        {
            judged[(label.Alert, label.Set, label.Entity)] = label.Verdict;
        }

        var kept = labels.Select(l =>
            l.Verdict == LabelRows.Open && judged.TryGetValue((l.Alert, l.Set, l.Entity), out var verdict) ? l with { Verdict = verdict } : l
        );
        var lines = kept.OrderBy(l => l.From, StringComparer.Ordinal)
            .ThenBy(l => l.Alert, StringComparer.Ordinal)
            .ThenBy(l => l.Set, StringComparer.Ordinal)
            .ThenBy(l => l.Entity, StringComparer.Ordinal);
        ExportFile.Begin(folder);
        await ExportFile
            .WriteAsync(folder, Name, Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => JsonSerializer.Serialize(l, Json) + "\n"))))
            .ConfigureAwait(false);
    }

    /// <summary>Reads the labels of an export; none where it has no such file.</summary>
    /// <exception cref="FormatException">A line is no label; the message names it.</exception>
    internal static async Task<LabelFile> ReadAsync(string folder)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
        {
            return new LabelFile([], []);
        }

        var labels = new List<RowLabel>();
        var number = 0;
        foreach (var line in await File.ReadAllLinesAsync(path).ConfigureAwait(false))
        {
            number++;
            if (line.Trim().Length > 0)
            {
                labels.Add(Read(line, $"{path}:{number}"));
            }
        }

        return new LabelFile(await File.ReadAllBytesAsync(path).ConfigureAwait(false), labels);
    }

    /// <summary>The colours of one set's rows.</summary>
    internal LabelColours For(FeatureSet set) => new(_labels.Where(l => l.Set == set.Name));

    private static RowLabel Read(string line, string place)
    {
        RowLabel label;
        try
        {
            label = JsonSerializer.Deserialize<RowLabel>(line, Json) ?? throw new FormatException($"{place}: it is null");
        }
        catch (JsonException e)
        {
            throw new FormatException($"{place}: {e.Message}", e);
        }

        return !Verdicts.Contains(label.Verdict) ? throw new FormatException($"{place}: the verdict '{label.Verdict}' is none of {string.Join(", ", Verdicts)}")
            : FeatureSets.Find(label.Set) is null ? throw new FormatException($"{place}: there is no set '{label.Set}'")
            : TimeOf(label.From, place) > TimeOf(label.To, place) ? throw new FormatException($"{place}: it ends before it begins")
            : label;
    }

    private static long TimeOf(string text, string place)
    {
        try
        {
            return LabelColours.TimeOf(text);
        }
        catch (FormatException e)
        {
            throw new FormatException($"{place}: {e.Message}", e);
        }
    }
}
