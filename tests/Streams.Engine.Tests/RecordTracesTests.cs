using System.Diagnostics;
using System.Text;
using Confluent.Kafka;
using Streams.Engine.Tracing;

namespace Streams.Engine.Tests;

/// <summary>Which records are traced, and how a trace goes on.</summary>
public sealed class RecordTracesTests : IDisposable
{
    private readonly ActivityListener _listener = new()
    {
        ShouldListenTo = static source => source.Name == RecordTraces.SourceName,
        Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    public RecordTracesTests() => ActivitySource.AddActivityListener(_listener);

    public void Dispose() => _listener.Dispose();

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0.01, 900, 1_100)]
    [InlineData(1, 100_000, 100_000)]
    public void So_many_of_the_records_of_a_raw_topic_are_traced(double ratio, int least, int most)
    {
        var traces = Traces(ratio);
        var traced = 0;
        for (var offset = 0L; offset < 100_000; offset++)
        {
            using var way = traces.Begin("normalise", "raw.audit", 1, offset, null);
            traced += way is null ? 0 : 1;
        }

        Assert.InRange(traced, least, most);
    }

    [Fact]
    public void What_comes_of_a_record_is_of_its_trace()
    {
        var traces = Traces(1);
        using var first = traces.Begin("normalise", "raw.audit", 0, 7, null);
        using var second = traces.Begin("correlate", "signals", 0, 9, With(RecordTraces.HeaderOf(first!)));

        Assert.Equal(first!.TraceId, second!.TraceId);
        Assert.Equal(first.SpanId, second.ParentSpanId);
        Assert.Equal(9L, second.GetTagItem("messaging.kafka.offset"));
    }

    [Fact]
    public void What_leaves_by_a_timer_or_after_a_restart_is_of_its_records_trace()
    {
        using var first = Traces(1).Begin("normalise", "raw.audit", 0, 7, null);
        using var another = Traces(1).Begin("normalise", "raw.audit", 0, 8, null);
        var origin = new RecordOrigin("raw.audit", 0, 7);

        using var second = Traces(1).Begin("correlate", "signals", 0, 9, With(Traces(1).HeaderOf(origin, another)!));

        Assert.Equal(first!.TraceId, second!.TraceId);
        Assert.NotEqual(another!.TraceId, second.TraceId);
        Assert.Equal(first.ParentSpanId, second.ParentSpanId);
        Assert.Equal(RecordTraces.HeaderOf(first), Traces(1).HeaderOf(origin, first));
    }

    [Fact]
    public void What_comes_of_a_record_outside_the_sample_bears_no_trace()
    {
        Assert.Null(Traces(0).HeaderOf(new RecordOrigin("raw.audit", 0, 7), null));
        Assert.Null(Traces(1).HeaderOf(new RecordOrigin("a file", -1, 7), null));
    }

    /// <summary>Who writes raw topics does not say what is traced.</summary>
    [Fact]
    public void The_header_of_a_raw_record_is_not_believed()
    {
        using var way = Traces(0).Begin("normalise", "raw.audit", 0, 7, With("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"u8.ToArray()));

        Assert.Null(way);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00")] // not of the sample
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    [InlineData("zz-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01 and more")]
    public void A_header_that_bears_no_trace_begins_nothing(string header)
    {
        using var way = Traces(1).Begin("correlate", "signals", 0, 7, With(Encoding.ASCII.GetBytes(header)));

        Assert.Null(way);
    }

    private static RecordTraces Traces(double ratio) => new(ratio, new HashSet<string> { "raw.audit" });

    private static Headers With(byte[] header) => new() { { RecordTraces.Header, header } };
}
