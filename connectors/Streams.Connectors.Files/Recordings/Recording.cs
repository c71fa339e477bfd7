using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;

namespace Streams.Connectors.Files.Recordings;

/// <summary>Files of raw lines (plain, <c>.gz</c>, <c>.zst</c>, or <c>-</c> for standard input), merged by virtual append time. The files of one source are read in the order given, as one partition.</summary>
public sealed class Recording
{
    private readonly IReadOnlyList<RecordingFile> _files;
    private readonly ParserOptions _options;
    private readonly List<EventSource> _timeless = [];

    /// <param name="files">The files by source.</param>
    /// <param name="options">The parsers' options: they find each line's time.</param>
    public Recording(IReadOnlyList<(EventSource Source, string Path)> files, ParserOptions options)
        : this([.. files.Select(f => new RecordingFile([f.Source], f.Path))], options) { }

    /// <param name="files">The files and what their lines may be.</param>
    /// <param name="options">The parsers' options: they find each line's time.</param>
    public Recording(IReadOnlyList<RecordingFile> files, ParserOptions options) => (_files, _options) = (files, options);

    /// <summary>The sources, each once.</summary>
    public IReadOnlyList<EventSource> Sources => [.. _files.SelectMany(f => f.Sources).Distinct()];

    /// <summary>The sources of which nothing said when: their times count from 1970. Known once all has been read.</summary>
    public IReadOnlyList<EventSource> Timeless => _timeless;

    /// <summary>All lines in the order of their append time; equal times in the order of the sources.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public IEnumerable<RecordedLine> Read()
    {
        var merge = new PriorityQueue<IEnumerator<RecordedLine>, (Timestamp, int)>();
        foreach (var source in Sources)
        {
            var lines = ReadSource(source).GetEnumerator();
            if (lines.MoveNext())
            {
                merge.Enqueue(lines, (lines.Current.AppendTime, (int)source));
            }
        }

        while (merge.TryDequeue(out var lines, out var at))
        {
            yield return lines.Current;
            if (lines.MoveNext())
            {
                merge.Enqueue(lines, (lines.Current.AppendTime, at.Item2));
            }
        }
    }

    private IEnumerable<RecordedLine> ReadSource(EventSource source)
    {
        var clock = new AppendClock(source, _options);
        foreach (var (sources, path) in _files.Where(f => f.Sources.Contains(source)))
        {
            // A file of several sources is read once for each: the order of append times is that of one source's lines.
            var choice = sources.Count > 1 ? new SourceChoice(sources, _options) : null;
            using var stream = LineFile.Open(path);
            var lines = new LineReader(stream, _options.MaxLineBytes);
            var number = 0L;
            while (lines.TryRead(out var bytes))
            {
                number++;
                if (
                    choice is not null
                    && choice.Choose(
                        new RawRecord
                        {
                            Value = bytes,
                            AppendTime = Timestamp.Unknown,
                            FileName = path,
                        }
                    ) != source
                )
                {
                    continue;
                }

                foreach (var line in clock.Add(new RecordedLine(source, bytes.ToArray(), Timestamp.Unknown, path, number)))
                {
                    yield return line;
                }
            }
        }

        foreach (var line in clock.End())
        {
            yield return line;
        }

        if (clock.IsTimeless)
        {
            _timeless.Add(source);
        }
    }
}
