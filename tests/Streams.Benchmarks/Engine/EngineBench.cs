using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Confluent.Kafka;
using Streams.Engine.Hosting;

namespace Streams.Benchmarks.Engine;

/// <summary><c>engine [--bootstrap HOST:PORT] [--json] [--records N] [--only CASE,CASE]</c>: the cases one after the other, each of ours in a process of its own.</summary>
internal static partial class EngineBench
{
    private const string Input = "peer-in";
    private const string Million = "bench-million";
    private const string RestartInput = "bench-restart";
    private const int RestartKeys = 1_000_000;
    private static readonly JsonSerializerOptions Lines = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private static readonly string[] Cases =
    [
        "bare loop",
        "memory ours",
        "rocks ours",
        "million-keys ours",
        "rocks streamiz-dsl",
        "rocks kafka-streams",
        "memory kafka-streams",
        "interval-join ours",
        "hops ours",
        "restart ours",
    ];

    public static async Task<int> RunAsync(string[] arguments)
    {
        var json = arguments.Contains("--json");
        var records = int.Parse(Value(arguments, "--records") ?? "5000000", CultureInfo.InvariantCulture);
        if (Value(arguments, "--case") is { } one)
        {
            foreach (var result in await CaseAsync(one, Value(arguments, "--bootstrap")!, records))
            {
                Console.WriteLine(JsonSerializer.Serialize(result, Lines));
            }

            return 0;
        }

        var only = Value(arguments, "--only")?.Split(',');
        using var kafka = Value(arguments, "--bootstrap") is { } given ? null : new BenchKafka();
        var bootstrap = Value(arguments, "--bootstrap") ?? kafka!.Bootstrap;
        if (bootstrap.Length == 0)
        {
            await Console.Error.WriteLineAsync("no Kafka: give --bootstrap HOST:PORT, or put shared/servers beside the checkout");
            return 3;
        }

        await LoadAsync(bootstrap, records, only);
        if (!json)
        {
            Console.WriteLine($"{"case", -22} {"records/s", 10} {"CPU us", 8} {"bytes", 8} {"p50 ms", 8} {"p99 ms", 8}");
        }

        foreach (var name in Cases.Where(c => only is null || only.Contains(c)))
        {
            foreach (var result in name.EndsWith("kafka-streams", StringComparison.Ordinal) ? Peer(name, bootstrap, records) : Child(name, bootstrap, records))
            {
                Console.WriteLine(
                    json
                        ? JsonSerializer.Serialize(result, Lines)
                        : $"{result.Case, -22} {result.Rate, 10:F0} {result.CpuUs, 8:F2} {result.AllocBytes, 8:F0} {result.P50Ms, 8:F0} {result.P99Ms, 8:F0}"
                );
            }
        }

        return 0;
    }

    private static async Task<BenchResult[]> CaseAsync(string name, string bootstrap, int records)
    {
        var meter = new Meter();
        var output = EngineCases.Name("bench-out");
        if (name is "bare loop" or "rocks streamiz-dsl")
        {
            using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrap }).Build();
            await BenchInput.CreateAsync(admin, output, 8, "LogAppendTime");
        }

        switch (name)
        {
            case "bare loop":
                return [BareLoop.Run(bootstrap, Input, output, records, meter)];
            case "memory ours":
                return [await EngineCases.CountAsync(name, bootstrap, StateStore.Memory, Input, output, records, meter)];
            case "rocks ours":
                return [await EngineCases.CountAsync(name, bootstrap, StateStore.RocksDb, Input, output, records, meter)];
            case "million-keys ours":
                return [await EngineCases.CountAsync(name, bootstrap, StateStore.RocksDb, Million, output, records / 2, meter)];
            case "rocks streamiz-dsl":
                return [await StreamizDsl.RunAsync(bootstrap, Input, output, Math.Min(records, 1_000_000), meter)];
            case "interval-join ours":
                return [JoinAlone.Run(1_000_000, meter)];
            case "hops ours":
                return [await EngineCases.HopsAsync(bootstrap, 10_000)];
            case "restart ours":
                var (difference, full) = RestartCase.Run(bootstrap, RestartInput);
                return [difference, full];
            default:
                throw new ArgumentException($"there is no case '{name}'; one of {string.Join(", ", Cases)}");
        }
    }

    private static async Task LoadAsync(string bootstrap, int records, string[]? only)
    {
        await BenchInput.LoadAsync(bootstrap, Input, 8, records, keys: 1000);
        if (only is null || only.Contains("million-keys ours"))
        {
            await BenchInput.LoadAsync(bootstrap, Million, 8, records / 2, keys: 1_000_000);
        }

        if (only is null || only.Contains("restart ours"))
        {
            await BenchInput.LoadAsync(bootstrap, RestartInput, 4, RestartKeys, RestartKeys, bodyBytes: 60);
        }
    }

    private static IEnumerable<BenchResult> Child(string name, string bootstrap, int records)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath!,
            ["engine", "--case", name, "--bootstrap", bootstrap, "--records", records.ToString(CultureInfo.InvariantCulture)]
        )
        {
            RedirectStandardOutput = true,
        };
        foreach (var line in Output(start))
        {
            if (line.StartsWith('{'))
            {
                yield return JsonSerializer.Deserialize<BenchResult>(line)!;
            }
        }
    }

    private static IEnumerable<BenchResult> Peer(string name, string bootstrap, int records)
    {
        if (BenchKafka.Find("peers", "kafka-streams", "run") is not { } peer)
        {
            Console.Error.WriteLine($"{name}: skipped, shared/peers is not beside the checkout");
            yield break;
        }

        var start = new ProcessStartInfo(
            "/bin/bash",
            [
                peer,
                bootstrap,
                "run",
                name.StartsWith("rocks", StringComparison.Ordinal) ? "rocks" : "mem",
                "eos",
                records.ToString(CultureInfo.InvariantCulture),
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var line in Output(start))
        {
            if (Figures().Match(line) is { Success: true } match)
            {
                yield return new BenchResult
                {
                    Case = name,
                    Rate = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture),
                    CpuUs = double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture),
                };
            }
        }
    }

    private static IEnumerable<string> Output(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        if (start.RedirectStandardError)
        {
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
        }

        while (process.StandardOutput.ReadLine() is { } line)
        {
            yield return line;
        }

        process.WaitForExit();
    }

    private static string? Value(string[] arguments, string option) =>
        Array.IndexOf(arguments, option) is >= 0 and var at && at + 1 < arguments.Length ? arguments[at + 1] : null;

    [GeneratedRegex(@"rate=([0-9.]+)/s cpu=([0-9.]+)")]
    private static partial Regex Figures();
}
