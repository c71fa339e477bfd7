using System.CommandLine;
using Streams.Connectors.Files.Recordings;
using Streams.Schemas.Parsing;
using Streams.Topologies.Normalise;
using Streams.Topologies.Observe;
using Streams.Topologies.Offline;

namespace Streams.Host.Commands;

/// <summary>The options that say how lines are read, shared by the commands that read files.</summary>
internal sealed class ReplayOptions(string sourceName = "--source")
{
    public Option<string[]> Sources { get; } =
        new(sourceName)
        {
            Description =
                "KIND=FILE; kinds: container, audit, dns, journal, kernel, ebpf, auto (each line goes to the source that recognises it). May be repeated.",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = true,
        };

    public Option<string?> Rules { get; } = new("--rules") { Description = "A rule file or directory; default: the shipped rules." };

    public Option<string> Node { get; } = new("--node") { Description = "The node of lines that name none.", DefaultValueFactory = _ => "" };

    public Option<string> Cluster { get; } = new("--cluster") { Description = "The cluster's name.", DefaultValueFactory = _ => "" };

    public Option<string?> TimeBase { get; } =
        new("--time-base") { Description = "The time of lines without any, and the year of those without one (RFC 3339)." };

    public Option<string> TimeZone { get; } = new("--time-zone") { Description = "The zone of times that name none.", DefaultValueFactory = _ => "UTC" };

    public Option<int> Learning { get; } =
        new("--learning") { Description = "Seconds after a subject's first event in which nothing is new.", DefaultValueFactory = _ => 300 };

    public void AddTo(Command command)
    {
        command.Options.Add(Rules);
        AddRecordingTo(command);
    }

    /// <summary>All but the rules.</summary>
    public void AddRecordingTo(Command command)
    {
        foreach (var option in (Option[])[Sources, Node, Cluster, TimeBase, TimeZone, Learning])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Whether any file is named.</summary>
    public bool HasFiles(ParseResult parsed) => parsed.GetValue(Sources) is { Length: > 0 };

    /// <summary>The files by source.</summary>
    /// <exception cref="UsageException">A source is not KIND=FILE, or the file is not there.</exception>
    public List<RecordingFile> Files(ParseResult parsed)
    {
        var files = new List<RecordingFile>();
        foreach (var text in parsed.GetValue(Sources) ?? [])
        {
            var at = text.IndexOf('=');
            if (at < 0 || !SourceNames.TryParse(text[..at], out var sources))
            {
                throw new UsageException($"{sourceName} {text}: write KIND=FILE, where KIND is one of {SourceNames.Choices}");
            }

            if (sources.Count > 1 && text[(at + 1)..] == LineFile.StandardInput)
            {
                throw new UsageException($"{sourceName} {text}: {SourceNames.Auto} needs a file, which it reads more than once");
            }

            if (Directory.Exists(text[(at + 1)..]))
            {
                throw new UsageException($"{text[(at + 1)..]}: this is a directory; name its files one by one");
            }

            files.Add(
                LineFile.Exists(text[(at + 1)..])
                    ? new RecordingFile(sources, text[(at + 1)..])
                    : throw new UsageException($"{text[(at + 1)..]}: there is no such file")
            );
        }

        return files.Count > 0 ? files : throw new UsageException($"name at least one file: {sourceName} KIND=FILE");
    }

    /// <summary>The parsers' options.</summary>
    /// <exception cref="UsageException">A time or zone is wrong.</exception>
    public ParserOptions Parser(ParseResult parsed)
    {
        var zone = parsed.GetValue(TimeZone)!; // it has a default
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
        {
            throw new UsageException($"--time-zone {zone}: there is no such zone; write one as in UTC or Europe/Berlin");
        }

        return new ParserOptions { TimeBase = TimeOption.Of(parsed, TimeBase)?.ToDateTime(), TimeZone = found };
    }

    private TimeSpan LearningOf(ParseResult parsed) =>
        parsed.GetValue(Learning) is >= 0 and var seconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new UsageException("--learning: write a number of seconds, 0 or more");

    /// <summary>The options of all stages.</summary>
    public PipelineOptions Pipeline(ParseResult parsed) =>
        new()
        {
            Normalise = new NormaliseOptions
            {
                Parser = Parser(parsed),
                Node = parsed.GetValue(Node) ?? "",
                Cluster = parsed.GetValue(Cluster) ?? "",
            },
            Observe = new ObserveOptions { Learning = LearningOf(parsed) },
        };
}
