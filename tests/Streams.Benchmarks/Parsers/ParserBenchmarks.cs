using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;

namespace Streams.Benchmarks.Parsers;

/// <summary>A parser over 1,000 lines spread over a recording of the range (STREAMS_DATA, or shared/data above the working directory).</summary>
public abstract class ParserBenchmarks
{
    protected const int Count = 1000;
    private readonly Sink _sink = new();
    private IRecordParser _parser = null!;
    private ReadOnlyMemory<byte>[] _lines = [];

    protected abstract EventSource Source { get; }

    protected abstract string File { get; }

    [GlobalSetup]
    public void Setup()
    {
        var all = System.IO.File.ReadAllLines(Path.Combine(Data(), "range/S1", File));
        _lines = [.. Enumerable.Range(0, Count).Select(i => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(all[i * (long)all.Length / Count]))];
        _parser = RecordParsers.Create(Source, new ParserOptions());
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public long Parse()
    {
        foreach (var line in _lines)
        {
            _parser.Parse(new RawRecord { Value = line, AppendTime = new Timestamp(1) }, _sink);
        }

        return _sink.Fields;
    }

    /// <summary>What reading the bytes costs at all: every token by a bare Utf8JsonReader.</summary>
    protected long ScanJson()
    {
        var tokens = 0L;
        foreach (var line in _lines)
        {
            var reader = new Utf8JsonReader(line.Span);
            while (reader.Read())
            {
                tokens++;
            }
        }

        return tokens;
    }

    private static string Data()
    {
        if (Environment.GetEnvironmentVariable("STREAMS_DATA") is { Length: > 0 } named)
        {
            return named;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "shared/data")))
            {
                return Path.Combine(folder.FullName, "shared/data");
            }
        }

        throw new DirectoryNotFoundException("shared/data is not on this machine; set STREAMS_DATA");
    }

    private sealed class Sink : IParseSink
    {
        public long Fields { get; private set; }

        public void OnEvent(ParsedEvent parsed) => Fields += parsed.Fields.Count;

        public void OnDead(in DeadElement dead) => throw new InvalidDataException(dead.Detail);
    }
}
