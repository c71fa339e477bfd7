using System.Text.Json;

namespace Streams.Schemas.Tests.Properties;

/// <summary>A text of elements in frames within each other, and how many of them are events and how many are none.</summary>
internal sealed record Framed(string Text, int Good, int Bad, bool IsObject)
{
    private const string Event = """{"auditID":"a","kind":"Event","apiVersion":"audit.k8s.io/v1","verb":"get"}""";
    private const int MostDeep = 2;
    private const int MostWide = 6;

    /// <summary>A mixture. What a shipper read is an object or lines of them: an array in its place is one element, which is refused.</summary>
    public static Framed Of(Random random, int depth = 0)
    {
        if (depth == MostDeep || random.Next(3) == 0)
        {
            return random.Next(4) == 0 ? new Framed("{}", 0, 1, true) : new Framed(Event, 1, 0, true);
        }

        var kind = random.Next(6);
        var parts = Enumerable.Range(0, random.Next(1, MostWide)).Select(_ => Of(random, depth + 1)).Where(p => kind < 2 || p.Text[0] == '{').ToList();
        if (parts.Count == 0)
        {
            parts.Add(new Framed(Event, 1, 0, true));
        }

        var (good, bad) = (parts.Sum(p => p.Good), parts.Sum(p => p.Bad));
        return kind switch
        {
            0 => new Framed($"[{Items(parts)}]", good, bad, false),
            1 => new Framed(string.Join("\n", parts.Select(p => p.Text)), good, bad, false),
            2 => new Framed($$"""{"records":[{{Objects(parts)}}]}""", good, bad, true),
            3 => new Framed($$"""{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[{{Objects(parts)}}]}""", good, bad, true),
            4 => new Framed($$"""{"resourceLogs":[{"scopeLogs":[{"logRecords":[{{Bodies(parts)}}]}]}]}""", good, bad, true),
            _ => new Framed($$"""{"messageType":"DATA_MESSAGE","logGroup":"g","logStream":"s","logEvents":[{{Messages(parts)}}]}""", good, bad, true),
        };
    }

    private static string Items(List<Framed> parts) => string.Join(',', parts.Select(p => p.IsObject ? p.Text : Quoted(p.Text)));

    /// <summary>Objects alone: what is none goes within one that a shipper makes.</summary>
    private static string Objects(List<Framed> parts) =>
        string.Join(',', parts.Select(p => p.IsObject ? p.Text : $$"""{"time":"2026-11-24T10:00:01Z","message":{{Quoted(p.Text)}}}"""));

    private static string Bodies(List<Framed> parts) =>
        string.Join(',', parts.Select(p => $$$"""{"timeUnixNano":"1795514401123000000","body":{"stringValue":{{{Quoted(p.Text)}}}}}"""));

    private static string Messages(List<Framed> parts) =>
        string.Join(',', parts.Select(p => $$"""{"id":"1","timestamp":1795514401123,"message":{{Quoted(p.Text)}}}"""));

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
