using System.CommandLine;
using System.Text.Json;
using Streams.Host.Alerts;
using Streams.Host.Commands.Alerts;
using Streams.Host.Configuration;

namespace Streams.Host.Commands;

/// <summary><c>streams alerts list|show|watch|label|resolve</c>: over the topic, or a file that <c>replay</c> or the file sink wrote.</summary>
internal static class AlertsCommand
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create()
    {
        var config = new Option<string?>("--config") { Description = "The configuration file (YAML) that names the topic." };
        var file = new Option<string?>("--file") { Description = "A file of alerts as JSON lines in the place of the topic." };
        var filter = new AlertFilterOptions();
        var json = new Option<bool>("--json") { Description = "A JSON object a line." };

        var list = new Command("list", "Lists the alerts, each once in its last state, the oldest first.") { config, file, json };
        filter.AddTo(list);
        list.SetAction(
            (parsed, cancel) => ListAsync(Source(parsed.GetValue(file), parsed.GetValue(config)), filter.Read(parsed), parsed.GetValue(json), cancel)
        );

        var id = new Argument<string>("ID") { Description = "The alert's id, or its beginning." };
        var show = new Command("show", "Shows one alert in its last state as JSON.") { id, config, file };
        show.SetAction((parsed, cancel) => ShowAsync(Source(parsed.GetValue(file), parsed.GetValue(config)), parsed.GetValue(id)!, cancel)); // the argument is required

        var watch = new Command("watch", "Prints alerts as they come and change, until it is stopped.") { config, json };
        filter.AddTo(watch);
        watch.SetAction(
            (parsed, cancel) => WatchAsync(ConfigurationReader.Read(parsed.GetValue(config)).Kafka, filter.Read(parsed), parsed.GetValue(json), cancel)
        );
        return new Command("alerts", "Alerts in the topic, or in a file.") { list, show, watch, LabelCommand.Create(), ResolveCommand.Create() };
    }

    private static IAsyncEnumerable<AlertRow> Source(string? file, string? config) =>
        file is not null ? AlertRows.OfFile(file) : AlertRows.OfTopic(ConfigurationReader.Read(config).Kafka);

    private static async Task<int> ListAsync(IAsyncEnumerable<AlertRow> rows, AlertFilter filter, bool json, CancellationToken cancel)
    {
        foreach (var row in (await LastAsync(rows, cancel).ConfigureAwait(false)).Where(filter.Takes))
        {
            Console.WriteLine(json ? row.Json.GetRawText() : row.Line);
        }

        return ExitCode.Ok;
    }

    private static async Task<int> ShowAsync(IAsyncEnumerable<AlertRow> rows, string id, CancellationToken cancel)
    {
        var found = (await LastAsync(rows, cancel).ConfigureAwait(false)).Where(r => r.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (found.Length != 1)
        {
            throw new UsageException(found.Length == 0 ? $"{id}: no alert has an id that begins so" : $"{id}: {found.Length} alerts have an id that begins so");
        }

        Console.WriteLine(JsonSerializer.Serialize(found[0].Json, Indented));
        return ExitCode.Ok;
    }

    private static async Task<int> WatchAsync(KafkaOptions kafka, AlertFilter filter, bool json, CancellationToken cancel)
    {
        try
        {
            await foreach (var row in AlertRows.FromNowOn(kafka, cancel).ConfigureAwait(false))
            {
                if (filter.Takes(row))
                {
                    Console.WriteLine(json ? row.Json.GetRawText() : row.Line);
                }
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Whoever watches has seen enough.
        }

        return ExitCode.Ok;
    }

    private static async Task<IReadOnlyList<AlertRow>> LastAsync(IAsyncEnumerable<AlertRow> rows, CancellationToken cancel)
    {
        var last = new Dictionary<string, AlertRow>(StringComparer.Ordinal);
        await foreach (var row in rows.WithCancellation(cancel).ConfigureAwait(false))
        {
            last[row.Id] = row;
        }

        return [.. last.Values.OrderBy(r => r.Time, StringComparer.Ordinal).ThenBy(r => r.Id, StringComparer.Ordinal)];
    }
}
