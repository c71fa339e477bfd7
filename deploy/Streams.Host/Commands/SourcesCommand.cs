using System.CommandLine;
using System.Text.Json;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;

namespace Streams.Host.Commands;

/// <summary><c>streams sources identify</c>: says of a sample which source it is, in which envelope and dialect, and what of it is lost.</summary>
internal static class SourcesCommand
{
    private const int MostLines = 10_000;

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "One JSON object." };
        var whole = new Option<bool>("--value") { Description = "The file is one record, as Kafka holds it, not a file of lines." };
        var file = new Argument<string>("FILE") { Description = "A sample, also .gz and .zst; - for standard input." };
        var identify = new Command("identify", "Says which source a sample is of, in which envelope and dialect.") { json, whole, file };
        identify.SetAction(parsed => Identify(parsed.GetValue(file)!, parsed.GetValue(whole), parsed.GetValue(json))); // required
        return new Command("sources", "Looks at raw records.") { identify };
    }

    private static int Identify(string file, bool whole, bool json)
    {
        if (!LineFile.Exists(file))
        {
            throw new UsageException($"{file}: there is no such file");
        }

        var options = new ParserOptions { TimeBase = DateTimeOffset.UnixEpoch };
        var identification = new SourceIdentification(options);
        using var input = LineFile.Open(file);
        var name = file == LineFile.StandardInput ? null : file;
        if (whole)
        {
            using var value = new MemoryStream();
            input.CopyTo(value);
            identification.Add(
                new RawRecord
                {
                    Value = value.ToArray(),
                    AppendTime = Timestamp.Unknown,
                    FileName = name,
                }
            );
        }
        else
        {
            var lines = new LineReader(input, options.MaxLineBytes);
            for (var count = 0; count < MostLines && lines.TryRead(out var line); count++)
            {
                identification.Add(
                    new RawRecord
                    {
                        Value = line,
                        AppendTime = Timestamp.Unknown,
                        FileName = name,
                    }
                );
            }
        }

        var sightings = identification.Sightings();
        Write(sightings[0], json);
        return sightings[0].Events > 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static void Write(SourceSighting seen, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        source = seen.Events > 0 ? seen.Source.Name() : null,
                        events = seen.Events,
                        dead = seen.Dead,
                        timed = seen.Timed,
                        placed = seen.Placed,
                        dialects = seen.Dialects.ToDictionary(d => d.Name, d => d.Count),
                        lost = seen.Losses.Select(l => new
                        {
                            envelope = l.Envelope,
                            what = l.What,
                            events = l.Events,
                            mend = l.Mend,
                        }),
                        reasons = seen.Reasons.ToDictionary(r => r.Reason, r => r.Count),
                    }
                )
            );
            return;
        }

        Console.Out.WriteLine(seen.Events > 0 ? $"{seen.Source.Name()}: {seen.Events} events, {seen.Dead} not read" : "no source takes it for its own");
        foreach (var (dialect, count) in seen.Dialects)
        {
            Console.Out.WriteLine($"  {count}  {dialect}");
        }

        foreach (var (reason, count) in seen.Reasons)
        {
            Console.Out.WriteLine($"  {count}  {reason}");
        }

        foreach (var loss in seen.Losses)
        {
            Console.Out.WriteLine($"  {loss.Events} events in {loss.Envelope} without {Words(loss.What)}: {loss.Mend}");
        }
    }

    private static string Words(string lost) =>
        lost switch
        {
            "time" => "a time of their own",
            "origin" => "pod, node or host",
            _ => "the " + lost + " of theirs",
        };
}
