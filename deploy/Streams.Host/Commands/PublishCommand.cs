using System.CommandLine;
using System.Text;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Kafka.Reading;
using Streams.Detections.Rules;
using Streams.Host.Configuration;
using Streams.Host.Rules;
using Streams.Host.Rules.Reload;
using Streams.Host.Running;
using Streams.Host.Signing;
using Streams.Schemas.Events;
using Streams.Schemas.Rules;

namespace Streams.Host.Commands;

/// <summary><c>streams rules publish</c>: puts a rule set into the topic <c>rules</c>, from where every process takes it over at the same event time.</summary>
internal static class PublishCommand
{
    /// <summary>What a record needs beside the texts of the rules.</summary>
    private const int Overhead = 64 * 1024;

    public static Command Create()
    {
        var path = new Argument<string?>("PATH") { Description = "A rule file or directory; default: the shipped rules.", Arity = ArgumentArity.ZeroOrOne };
        var config = new Option<string?>("--config") { Description = "The configuration file (YAML)." };
        var name = new Option<string>("--name")
        {
            Description = "The name of the set; sets of other names stay beside it.",
            DefaultValueFactory = _ => "rules",
        };
        var from = TimeOption.Create("--effective-from", "The first event time that it judges (RFC 3339); default: detection.ruleTakeOverSeconds from now.");
        var sign = new Option<string?>("--sign") { Description = "Sign the set with this private key (PEM, Ed25519)." };
        var signature = new Option<string?>("--signature") { Description = "The set's signature, as rules sign wrote it where the key is." };
        var remove = new Option<bool>("--remove") { Description = "Take the set of this name out instead." };
        var command = new Command(
            "publish",
            "Publishes rules to the topic rules: checked here as a whole, taken over by every running process at one event time."
        )
        {
            path,
            config,
            name,
            from,
            sign,
            signature,
            remove,
        };
        command.SetAction(
            (parsed, cancel) =>
                RunAsync(
                    ConfigurationReader.Read(parsed.GetValue(config)),
                    parsed.GetValue(remove) ? null : parsed.GetValue(path) ?? RuleLibrary.ShippedDirectory,
                    parsed.GetValue(name)!, // it has a default
                    TimeOption.Of(parsed, from),
                    (parsed.GetValue(sign), parsed.GetValue(signature)),
                    cancel
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        StreamsOptions options,
        string? path,
        string name,
        Timestamp? from,
        (string? Key, string? Made) signing,
        CancellationToken cancel
    )
    {
        var now = TimeProvider.System.GetUtcNow();
        if (from < Timestamp.From(now))
        {
            throw new UsageException($"--effective-from: {from.Value.Format()} has passed: events of that time are judged already");
        }

        var effectiveFrom = (from ?? Timestamp.From(now + options.Detection.RuleTakeOver)).Floor(Timestamp.Millisecond);
        var files = path is null ? [] : FilesOf(path);
        var topic = TopicPlan.Names(options.Kafka).Rules;
        var sets = await ReadAsync(options.Kafka, topic, cancel).ConfigureAwait(false);
        sets.Put(name, files);
        var all = sets.All();
        var plan = RuleReloader.Compile(all, out var errors);
        if (plan is null)
        {
            foreach (var error in errors)
            {
                await Console.Error.WriteLineAsync(error.ToString()).ConfigureAwait(false);
            }

            throw new UsageException($"{errors.Count} errors: nothing was published");
        }

        foreach (var warning in RuleCheck.Of(plan.Rules))
        {
            await Console.Error.WriteLineAsync(warning.ToString()).ConfigureAwait(false);
        }

        var headers = SignatureOf(options.Security, name, files, signing);
        using (
            var producer = new RawProducer(
                new RawProducerOptions
                {
                    BootstrapServers = options.Kafka.Bootstrap,
                    ClientProperties = options.Kafka.Properties,
                    Seals = options.Kafka.Seals,
                }
            )
        )
        {
            await producer
                .PublishAsync(
                    new RawRecord(topic, Encoding.UTF8.GetBytes(name), PublishedRulesCodec.Encode(new PublishedRules(effectiveFrom, files)))
                    {
                        Headers = headers,
                    },
                    cancel
                )
                .ConfigureAwait(false);
            await producer.FlushAsync(cancel).ConfigureAwait(false);
        }

        Console.WriteLine(
            all.Count == 0
                ? $"{name} is taken out: no set is left, the rules of each process's directory judge events from {effectiveFrom.Format()}"
                : $"{name} {(path is null ? "is taken out" : "is published")}: rules {plan.Rules.Version} ({plan.Rules.Detections.Count} detections, {plan.Roots.Count} alerting) judge events from {effectiveFrom.Format()}"
        );
        return ExitCode.Ok;
    }

    /// <summary>The header that bears the set's signature; none where it is not signed.</summary>
    /// <exception cref="UsageException">The signature does not fit, or the installation takes signed sets only.</exception>
    private static KeyValuePair<string, byte[]>[] SignatureOf(SecurityOptions security, string name, RuleFile[] files, (string? Key, string? Made) signing)
    {
        RuleSignature? signature = null;
        if (signing.Key is { } file)
        {
            using var secret = Ed25519Key.Private(file);
            signature = RuleSignature.Make(secret, name, files, TimeProvider.System.GetUtcNow());
        }
        else if (signing.Made is { } made)
        {
            signature = SignCommand.Read(made);
        }

        if (security.RulesKeyFile.Length > 0)
        {
            using var key = Ed25519Key.Public(security.RulesKeyFile);
            if (signature?.Fits(key, name, files) != true)
            {
                throw new UsageException(
                    signature is null
                        ? "security.rulesKeyFile asks for signed sets: --sign KEY, or --signature FILE as rules sign makes it"
                        : $"the signature does not fit these rules, the name {name} and security.rulesKeyFile: nothing was published"
                );
            }
        }

        return signature is null ? [] : [new(RuleSignature.Header, signature.Write())];
    }

    /// <summary>The rules of a path, as a set.</summary>
    /// <exception cref="UsageException">There are none, or too many.</exception>
    public static RuleFile[] FilesOf(string path)
    {
        if (!Path.Exists(path))
        {
            throw new UsageException($"{path}: there is no such rule file or directory");
        }

        var root = Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!; // a file has a folder
        RuleFile[] files = [.. RuleSetLoader.InputsOf(path).Select(file => new RuleFile(Path.GetRelativePath(root, file), File.ReadAllText(file)))];
        var size = files.Sum(f => (long)Encoding.UTF8.GetByteCount(f.Text) + Encoding.UTF8.GetByteCount(f.Path));
        return files.Length == 0 ? throw new UsageException($"{path} holds no rule file; --remove takes a set out")
            : size > TopicPlan.MaxRuleSet - Overhead
                ? throw new UsageException(
                    $"{path}: {size:N0} bytes of rules, a set may have {TopicPlan.MaxRuleSet - Overhead:N0}; publish it in parts under several names"
                )
            : files;
    }

    private static async Task<PublishedSets> ReadAsync(KafkaOptions kafka, string topic, CancellationToken cancel)
    {
        var sets = new PublishedSets();
        using var reader = new TopicReader(TopicRules.ReaderOptions(kafka, topic));
        await foreach (var record in reader.ReadToEndAsync(cancel).ConfigureAwait(false))
        {
            sets.Put(Encoding.UTF8.GetString(record.Key), record.Value is null ? [] : PublishedRulesCodec.Decode(record.Value)?.Files ?? []);
        }

        return sets;
    }
}
