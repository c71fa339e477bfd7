using System.CommandLine;
using System.Text;
using Streams.Connectors.Kafka.Publishing;
using Streams.Host.Configuration;
using Streams.Host.Running;
using Streams.Schemas.Labels;

namespace Streams.Host.Commands.Alerts;

/// <summary><c>streams alerts label ID true|false|benign</c>: says what an alert was.</summary>
internal static class LabelCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The alert's id, or its beginning." };
        var verdict = new Argument<string>("VERDICT")
        {
            Description = "true: an attack; false: an alarm over nothing; benign: what the rule looks for, and permitted.",
        };
        verdict.AcceptOnlyFromAmong([.. AlertVerdicts.Names]);
        var note = new Option<string>("--note") { Description = "Why.", DefaultValueFactory = _ => "" };
        var by = new Option<string>("--by") { Description = "Who.", DefaultValueFactory = _ => Environment.UserName };
        var config = new Option<string?>("--config") { Description = "The configuration file (YAML)." };
        var command = new Command("label", "Says what an alert was: models learn from it, and the last word counts.") { id, verdict, note, by, config };
        command.SetAction(
            (parsed, cancel) =>
                RunAsync(
                    ConfigurationReader.Read(parsed.GetValue(config)).Kafka,
                    parsed.GetValue(id)!, // required
                    AlertVerdicts.TryParse(parsed.GetValue(verdict)!, out var value) ? value : default, // one of the names
                    parsed.GetValue(by)!, // it has a default
                    parsed.GetValue(note)!, // as above
                    cancel
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(KafkaOptions kafka, string id, AlertVerdict verdict, string by, string note, CancellationToken cancel)
    {
        var alerts = (await LabelledAlerts.ReadAsync(kafka, cancel).ConfigureAwait(false))
            .Alerts.All.Values.Where(a => a.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase))
            .ToArray();
        if (alerts is not [var alert])
        {
            throw new UsageException(
                alerts.Length == 0 ? $"{id}: no alert has an id that begins so" : $"{id}: {alerts.Length} alerts have an id that begins so"
            );
        }

        using var producer = new RawProducer(
            new RawProducerOptions
            {
                BootstrapServers = kafka.Bootstrap,
                ClientProperties = kafka.Properties,
                Seals = kafka.Seals,
            }
        );
        var label = Label.Of(alert, verdict, by, note);
        await producer
            .PublishAsync(new RawRecord(TopicPlan.Names(kafka).Labels, Encoding.UTF8.GetBytes(alert.Id), LabelCodec.Encode(label)), cancel)
            .ConfigureAwait(false);
        await producer.FlushAsync(cancel).ConfigureAwait(false);
        Console.WriteLine($"{alert.Id} is labelled {verdict.Name()}: {alert.Title}");
        return ExitCode.Ok;
    }
}
