using System.CommandLine;
using System.Text.Json;
using Streams.Host.Configuration;
using Streams.Host.Records;
using Streams.Schemas.Alerts;

namespace Streams.Host.Commands;

/// <summary><c>streams event PLACE</c>: the record on which an alert rests.</summary>
internal static class EventCommand
{
    public static Command Create()
    {
        var place = new Argument<string>("PLACE") { Description = "TOPIC/PARTITION/OFFSET, as the evidence of an alert names it." };
        var config = new Option<string?>("--config") { Description = "The configuration file (YAML) that names the brokers." };
        var raw = new Option<bool>("--raw") { Description = "The record's bytes as they are, secrets included." };
        var command = new Command("event", "Shows one record of Kafka by its place.") { place, config, raw };
        command.SetAction(
            (parsed, cancel) => ShowAsync(parsed.GetValue(place)!, ConfigurationReader.Read(parsed.GetValue(config)), parsed.GetValue(raw), cancel)
        ); // the argument is required
        return command;
    }

    private static async Task<int> ShowAsync(string text, StreamsOptions options, bool isRaw, CancellationToken cancel)
    {
        var place = RecordPlace.Parse(text) ?? throw new UsageException($"{text}: write TOPIC/PARTITION/OFFSET, as in raw.audit/3/4711");
        var record = await RecordReader.ReadAsync(options.Kafka, place, cancel).ConfigureAwait(false)
            ?? throw new EnvironmentException($"{place}: there is no such record: it is not there yet, or no longer kept");
        using var output = Console.OpenStandardOutput();
        if (isRaw)
        {
            output.Write(record.Value ?? []);
            return ExitCode.Ok;
        }

        using (var json = new Utf8JsonWriter(output, AlertJson.Options with { Indented = true }))
        {
            RecordJson.Write(json, record, options.Detection.Normalise.Redactor());
        }

        output.Write("\n"u8);
        return ExitCode.Ok;
    }
}
