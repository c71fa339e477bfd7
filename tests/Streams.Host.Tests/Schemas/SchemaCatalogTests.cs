using System.Text.Json;
using Streams.Host.Schemas;
using Streams.Schemas.Alerts;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;

namespace Streams.Host.Tests.Schemas;

public sealed class SchemaCatalogTests
{
    private static readonly SchemaCatalog Catalog = new(static name => name);

    /// <summary>Others read an enum's number as the name at its place.</summary>
    [Fact]
    public void The_names_in_the_schemas_are_those_of_the_codes()
    {
        string[] sources = [.. EventSources.All.Select(s => s.Name()), "unknown"];

        Assert.Equal([.. Enum.GetValues<AlertStatus>().Select(s => s.Name()), "unknown"], Symbols("alerts-value", "AlertStatus"));
        Assert.Equal(sources, Symbols("alerts-value", "EventSource"));
        Assert.Equal(sources, Symbols("events-value", "EventSource"));
        Assert.Equal([.. Enum.GetValues<EventType>().Select(t => t.Name()), "unknown"], Symbols("events-value", "EventType"));
        Assert.Equal([.. Enum.GetValues<TimeSource>().Select(t => t.Name()), "unknown"], Symbols("events-value", "TimeSource"));
    }

    [Theory]
    [InlineData("alerts-value")]
    [InlineData("events-value")]
    public void Every_time_is_a_timestamp(string subject)
    {
        using var schema = JsonDocument.Parse(Catalog.BySubject(subject)!.Text);
        var times = Within(schema.RootElement)
            .Where(f => f.TryGetProperty("name", out var name) && name.GetString() is "time" or "first_seen" or "last_seen" or "since");

        Assert.All(times, f => Assert.Contains("timestamp-nanos", f.GetProperty("type").GetRawText(), StringComparison.Ordinal));
        Assert.NotEmpty(times);
    }

    private static IEnumerable<string?> Symbols(string subject, string name)
    {
        using var schema = JsonDocument.Parse(Catalog.BySubject(subject)!.Text);
        var found = Within(schema.RootElement).Single(t => t.TryGetProperty("symbols", out _) && t.GetProperty("name").GetString() == name);
        return [.. found.GetProperty("symbols").EnumerateArray().Select(s => s.GetString())];
    }

    /// <summary>Every object within a value, itself too.</summary>
    private static IEnumerable<JsonElement> Within(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().SelectMany(p => Within(p.Value)).Prepend(value),
            JsonValueKind.Array => value.EnumerateArray().SelectMany(Within),
            _ => [],
        };
}
