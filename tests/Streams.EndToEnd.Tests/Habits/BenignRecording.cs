using Streams.Connectors.Files.Recordings;
using Streams.EndToEnd.Tests.Servers;
using Streams.EndToEnd.Tests.Support;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;

namespace Streams.EndToEnd.Tests.Habits;

/// <summary>Half an hour of ordinary life, into which things are put.</summary>
internal static class BenignRecording
{
    private const long Second = 1_000_000_000;
    private static readonly (EventSource Source, string File)[] Files =
    [
        (EventSource.Audit, "audit.jsonl"),
        (EventSource.Container, "container.fluentbit.jsonl"),
        (EventSource.Dns, "dns.cri.log"),
        (EventSource.Kernel, "kernel.log"),
    ];

    private static readonly Lazy<IReadOnlyList<RecordedLine>> Read = new(() =>
    {
        var folder = SharedTools.PathOrSkip("data/range/S3");
        return [.. new Recording([.. Files.Select(f => (f.Source, Path.Combine(folder, f.File)))], new ParserOptions()).Read()];
    });

    /// <summary>So many seconds after its beginning.</summary>
    public static Timestamp At(double seconds) => Read.Value[0].AppendTime + (long)(seconds * Second);

    /// <summary>Habits are told of here whatever other rules tell.</summary>
    private const string Told = $"""
        override:
          rules: [{Secrets}, {Acts}, {Denied}, {Inside}]
          alert: true
        """;

    /// <summary>The alerts of habits that stand at the end.</summary>
    public static IReadOnlyList<Alert> HabitAlerts(InjectedLines injected)
    {
        using var folder = new TemporaryFolder();
        _ = folder.Write("told.yml", Told);
        List<RecordedLine> lines = [.. Read.Value.Concat(injected.All).OrderBy(l => l.AppendTime)];
        return
        [
            .. FinalAlerts.Replay(lines, $"builtin,{folder.Path}").Standing.Where(a => a.RuleId is Secrets or Acts or Denied or Inside or Outside or Programs),
        ];
    }

    /// <summary>The entity whose habit an alert is about.</summary>
    public static string? EntityOf(Alert alert) => alert.RuleId is Secrets or Acts ? alert.Entities[EntityKind.Principal] : alert.Entities[EntityKind.Workload];

    public const string Secrets = "35f70033-42f5-5959-b5e2-7766789a1f98";
    public const string Acts = "9f090487-7aaf-58a3-91ce-f16f494310ca";
    public const string Denied = "8c7f92ab-53f8-59f6-a96c-31a0dad68676";
    public const string Inside = "c6421792-c330-5548-a999-b74760a2247d";
    public const string Outside = "c8d41b9a-50e2-4e7c-8b36-6f9a2d3e1c55";
    public const string Programs = "e59b7c02-1d46-49f8-a7c5-8b0e4f6a9d66";
}
