using System.Text;
using System.Text.Json;
using Streams.Redaction;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Feeds;
using Streams.Schemas.Signals;
using Streams.Topologies.Normalise.Feeds;

namespace Streams.Topologies.Tests.Normalise;

/// <summary>Which events a feed tells, and what is left of them.</summary>
public sealed class EventFeedTests
{
    [Theory]
    [InlineData("none", 0, 0)]
    [InlineData("matched", 10, 0)]
    [InlineData("all", 10, 1000)]
    public void A_feed_tells_what_its_option_says(string send, int matched, int others)
    {
        var (ofMatched, ofOthers) = Told(new EventFeedOptions { Send = send });

        Assert.Equal((matched, others), (ofMatched, ofOthers));
    }

    [Fact]
    public void A_sample_holds_every_match_and_the_same_share_of_the_rest_each_time()
    {
        var (matched, others) = Told(new EventFeedOptions { Send = "sampled", Sample = 10 });

        Assert.Equal(10, matched);
        Assert.InRange(others, 50, 200);
        Assert.Equal((matched, others), Told(new EventFeedOptions { Send = "sampled", Sample = 10 }));
    }

    [Fact]
    public void A_feed_of_named_sources_tells_no_other()
    {
        var feed = new EventFeed(EventFormats.All[0], new EventFeedOptions { Send = "all", Sources = ["audit"] });

        Assert.False(feed.Takes(Event("0123456789abcdef", [])));
        Assert.True(feed.Takes(Event("0123456789abcdef", []) with { Source = EventSource.Audit }));
    }

    [Fact]
    public void An_unknown_source_is_an_error() => Assert.Single(new EventFeedOptions { Sources = ["audit", "netflow"] }.Validate());

    [Theory]
    [InlineData("ecs")]
    [InlineData("ocsf")]
    public void A_secret_in_one_value_or_over_two_is_taken_out(string format)
    {
        const string Secret = "Zx8Kq2Wm5Tn7Yb3V";
        var parsed = Parsed();
        parsed.Fields.Add(Field.ProcessCommandLine, "mysql -p" + Secret);
        parsed.Fields.Add(Field.PodSpecCommand, "backup --password");
        parsed.Fields.Add(Field.PodSpecCommand, Secret);

        var document = Written(parsed, format);

        Assert.DoesNotContain(Secret, document, StringComparison.Ordinal);
        Assert.Contains("mysql -p***", document, StringComparison.Ordinal);
    }

    /// <summary>A record that the broker refuses ends the transaction: no event may make a document that long.</summary>
    [Theory]
    [InlineData("ecs")]
    [InlineData("ocsf")]
    public void A_document_is_bounded_whatever_the_event_holds(string format)
    {
        var parsed = Parsed();
        for (var field = (Field)0; field < Field.Count; field++)
        {
            for (var i = 0; i < 100; i++)
            {
                parsed.Fields.Add(field, Encoding.UTF8.GetBytes(new string('\u0001', 3000)));
            }
        }

        var document = Written(parsed, format);

        Assert.InRange(Encoding.UTF8.GetByteCount(document), 1000, 900_000);
        Assert.Contains("\"omitted\":", document, StringComparison.Ordinal);
    }

    [Fact]
    public void What_ecs_refuses_by_its_type_stands_as_text_under_ours()
    {
        var parsed = Parsed();
        parsed.Fields.Add(Field.SourceIp, "not-an-address"u8);
        parsed.Fields.Add(Field.SourcePort, "x22"u8);
        parsed.Fields.Add(Field.DestinationPort, 443);

        using var document = JsonDocument.Parse(Written(parsed, "ecs"));

        Assert.False(document.RootElement.TryGetProperty("source", out _));
        Assert.Equal("not-an-address", document.RootElement.GetProperty("streams").GetProperty("source").GetProperty("ip").GetString());
        Assert.Equal("x22", document.RootElement.GetProperty("streams").GetProperty("source").GetProperty("port").GetString());
        Assert.Equal(443, document.RootElement.GetProperty("destination").GetProperty("port").GetInt32());
    }

    private static (int Matched, int Others) Told(EventFeedOptions options)
    {
        var feed = new EventFeed(EventFormats.All[0], options);
        var ids = Enumerable.Range(0, 1010).Select(i => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(i))));
        var told = ids.Select((id, i) => Event(id, i < 10 ? ["rule"] : [])).Where(feed.Takes).ToArray();
        return (told.Count(e => e.Rules.Count > 0), told.Count(e => e.Rules.Count == 0));
    }

    private static ParsedEvent Parsed() => new() { Source = EventSource.Kernel, Type = EventType.Flow };

    private static string Written(ParsedEvent parsed, string format)
    {
        var records = new List<FeedRecord>();
        var options = new Dictionary<string, EventFeedOptions> { [format] = new() { Send = "all" } };
        new EventFeeds(options, Redactor.Default).Add(parsed, Event("0123456789abcdef", ["r"]), "high", records);
        return Encoding.UTF8.GetString(Assert.Single(records).Document);
    }

    private static Event Event(string id, string[] rules) =>
        new()
        {
            Id = id,
            Source = EventSource.Kernel,
            Type = EventType.Flow,
            Time = Some.At(0),
            TimeSource = TimeSource.Record,
            Provenance = new Provenance("raw.kernel", 0, 1, 1),
            Entities = new EntitySet { [EntityKind.Node] = "n1" },
            Rules = rules,
            Summary = "",
        };
}
