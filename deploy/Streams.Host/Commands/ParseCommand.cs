using System.CommandLine;
using System.Text.Json;
using Streams.Schemas.Alerts;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;

namespace Streams.Host.Commands;

/// <summary><c>streams parse</c>: raw lines in, normalised events out, as many accounted for as came in.</summary>
internal static class ParseCommand
{
    public static Command Create()
    {
        var options = new ReplayOptions();
        var source = new Option<string>("--source")
        {
            Description = "The kind of the lines: container, audit, dns, journal, kernel, ebpf; auto: each line goes to the source that recognises it.",
            Required = true,
        };
        var whole = new Option<bool>("--value") { Description = "The file is one record, as Kafka holds it, not a file of lines." };
        var file = new Argument<string>("FILE") { Description = "Raw lines as shipped, also .gz and .zst; - for standard input." };
        var command = new Command("parse", "Parses raw lines; writes the normalised events as JSON lines.")
        {
            source,
            whole,
            options.TimeBase,
            options.TimeZone,
            file,
        };
        command.SetAction(parsed => Run(parsed.GetValue(source)!, options.Parser(parsed), parsed.GetValue(file)!, parsed.GetValue(whole))); // both required
        return command;
    }

    private static int Run(string kind, ParserOptions options, string file, bool whole)
    {
        if (!SourceNames.TryParse(kind, out var sources))
        {
            throw new UsageException($"--source {kind}: write one of {SourceNames.Choices}");
        }

        if (!LineFile.Exists(file))
        {
            throw new UsageException($"{file}: there is no such file");
        }

        using var input = LineFile.Open(file);
        using var output = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
        using var json = new Utf8JsonWriter(output, AlertJson.Options);
        var lines = new JsonLines(json, output);
        var parser = new LineParser(sources, options, lines);
        var name = file == LineFile.StandardInput ? null : file;
        var counts = whole ? parser.ParseValue(input, name) : parser.Parse(input, options.MaxLineBytes, name);
        output.Flush();
        Console.Error.WriteLine($"in {counts.In} = events {counts.Events} + fragments {counts.Fragments} + dead {counts.Dead} + health {counts.Health}");
        return MostlyDead.Report(counts, kind, lines.FirstDead);
    }

    private sealed class JsonLines(Utf8JsonWriter json, Stream output) : ILineSink
    {
        public string? FirstDead { get; private set; }

        public void OnEvent(ParsedEvent parsed, long first, long last)
        {
            EventJsonWriter.Write(json, parsed, first, last);
            End();
        }

        public void OnDead(in DeadElement dead, long line)
        {
            FirstDead ??= $"line {line}: {dead.Reason.Name()}: {dead.Detail}";
            EventJsonWriter.WriteDead(json, in dead, line);
            End();
        }

        private void End()
        {
            json.Flush();
            output.WriteByte((byte)'\n');
            json.Reset();
        }
    }
}
