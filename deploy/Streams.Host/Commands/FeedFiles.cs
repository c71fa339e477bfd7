using Streams.Schemas.Feeds;
using Streams.Topologies.Normalise.Feeds;
using Streams.Topologies.Offline;

namespace Streams.Host.Commands;

/// <summary>Files that get every event as a feed tells it, a line each.</summary>
internal sealed class FeedFiles : IDisposable
{
    private static readonly EventFeedOptions Everything = new() { Send = EventFeedOptions.All };
    private readonly Dictionary<string, Stream> _files = new(StringComparer.Ordinal);

    /// <summary>Opens what was asked for.</summary>
    /// <param name="asked">Of each a format, <c>=</c>, a path.</param>
    /// <exception cref="UsageException">One is not that.</exception>
    public static FeedFiles Open(IReadOnlyList<string> asked)
    {
        var files = new FeedFiles();
        foreach (var text in asked)
        {
            var parts = text.Split('=', 2);
            if (parts.Length < 2 || parts[1].Length == 0 || EventFormats.All.All(f => f.Name != parts[0]) || files._files.ContainsKey(parts[0]))
            {
                files.Dispose();
                throw new UsageException($"--feed {text}: write FORMAT=FILE, each format once, of {string.Join(", ", EventFormats.All.Select(f => f.Name))}");
            }

            files._files.Add(parts[0], File.Create(parts[1]));
        }

        return files;
    }

    /// <summary>The options of a run that gives what the files want.</summary>
    public PipelineOptions Into(PipelineOptions options) =>
        options with
        {
            Normalise = options.Normalise with { Feeds = _files.Keys.ToDictionary(format => format, _ => Everything) },
        };

    /// <summary>Writes a document.</summary>
    public void Write(FeedRecord record)
    {
        var file = _files[record.Format.Name];
        file.Write(record.Document);
        file.WriteByte((byte)'\n');
    }

    public void Dispose()
    {
        foreach (var file in _files.Values)
        {
            file.Dispose();
        }
    }
}
