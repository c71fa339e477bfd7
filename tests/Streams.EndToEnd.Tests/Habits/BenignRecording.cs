using Streams.Connectors.Files.Recordings;
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

    /// <summary>The alerts of habits that stand at the end.</summary>
    public static IReadOnlyList<Alert> HabitAlerts(InjectedLines injected)
    {
        List<RecordedLine> lines = [.. Read.Value.Concat(injected.All).OrderBy(l => l.AppendTime)];
        return [.. FinalAlerts.Replay(lines).Standing.Where(a => a.RuleId is Secrets or Acts or Denied or Inside or Outside or Programs)];
    }

    /// <summary>The entity whose habit an alert is about.</summary>
    public static string? EntityOf(Alert alert) => alert.RuleId is Secrets or Acts ? alert.Entities[EntityKind.Principal] : alert.Entities[EntityKind.Workload];

    public const string Secrets = "0c4e8f52-6d0b-4a55-9a6e-2f1f6e5c0a11";
    public const string Acts = "5b7d2c1e-93f4-4d0e-8f0f-7c1a8e6b2d22";
    public const string Denied = "91e6a4d7-2c58-4f3b-b1a9-5d0c3f7e8b33";
    public const string Inside = "a3f0c6b8-7e19-4b62-9d84-1e2b5a9c7d44";
    public const string Outside = "c8d41b9a-50e2-4e7c-8b36-6f9a2d3e1c55";
    public const string Programs = "e59b7c02-1d46-49f8-a7c5-8b0e4f6a9d66";
}
