using Streams.Connectors.Sinks.Delivery;
using Streams.Connectors.Sinks.Otlp;
using Streams.Connectors.Sinks.Tests.Loki;
using Streams.Schemas.Alerts;

namespace Streams.Connectors.Sinks.Tests.Otlp;

/// <summary>Against a gRPC server that we did not write.</summary>
public sealed class OtlpGrpcTests
{
    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact]
    public async Task Alerts_are_records_whose_body_is_the_alert()
    {
        using var receiver = new GrpcReceiver("OK");
        using var sink = Sink(receiver, new Dictionary<string, string> { ["X-Tenant"] = "security" });
        var alerts = Some.Alerts(1200);

        Assert.Empty(await sink.DeliverAsync(alerts, Never));

        var taken = await receiver.EndAsync();
        Assert.Equal(alerts.Select(a => AlertJson.Serialize(a.Alert)), taken.Select(r => r.GetProperty("body").GetString()));
        Assert.Equal(alerts.Select(a => a.Alert.Time.Nanoseconds), taken.Select(r => r.GetProperty("time").GetInt64()));
        Assert.Equal(alerts.Select(a => a.AppendTimeMs * 1_000_000), taken.Select(r => r.GetProperty("observed").GetInt64()));
        Assert.Equal(alerts.Select(a => a.Alert.Level), taken.Select(r => r.GetProperty("text").GetString()));
        Assert.Equal(alerts.Select(a => a.Alert.Id), taken.Select(r => r.GetProperty("attributes").GetProperty("alert.id").GetString()));
        Assert.All(taken, r => Assert.Equal("streams", r.GetProperty("resource").GetProperty("service.name").GetString()));
        Assert.All(taken, r => Assert.Equal("security", r.GetProperty("headers").GetProperty("x-tenant").GetString()));
    }

    [Theory]
    [InlineData("PARTIAL", "1 refused: too old")]
    [InlineData("INVALID_ARGUMENT", "InvalidArgument: not this")]
    public async Task A_record_that_is_refused_for_good_stands_alone(string answer, string reason)
    {
        var alerts = Some.Alerts(50);
        using var receiver = new GrpcReceiver(answer, AlertJson.Serialize(alerts[17].Alert));
        using var sink = Sink(receiver);

        var refused = Assert.Single(await sink.DeliverAsync(alerts, Never));

        Assert.Same(alerts[17], refused.Alert);
        Assert.Equal(reason, refused.Reason);
        Assert.Superset(
            alerts.Where(a => a != alerts[17]).Select(a => a.Alert.Id).ToHashSet(),
            (await receiver.EndAsync()).Select(r => r.GetProperty("attributes").GetProperty("alert.id").GetString() ?? "").ToHashSet()
        );
    }

    [Theory]
    [InlineData("UNAVAILABLE")]
    [InlineData("RESOURCE_EXHAUSTED")]
    [InlineData("UNAUTHENTICATED")]
    [InlineData("UNIMPLEMENTED")]
    public async Task All_else_is_asked_again(string status)
    {
        using var receiver = new GrpcReceiver(status, "");
        using var sink = Sink(receiver);

        var busy = await Assert.ThrowsAsync<TemporaryDeliveryException>(() => sink.DeliverAsync(Some.Alerts(1), Never));

        Assert.Contains("not this", busy.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_not_there_is_asked_again()
    {
        using var receiver = new GrpcReceiver("OK");
        using var sink = Sink(receiver);
        await receiver.EndAsync();

        await Assert.ThrowsAsync<TemporaryDeliveryException>(() => sink.DeliverAsync(Some.Alerts(1), Never));
    }

    private static OtlpSink Sink(GrpcReceiver receiver, IReadOnlyDictionary<string, string>? headers = null) =>
        new(
            new OtlpSinkOptions
            {
                Url = receiver.Url,
                Protocol = "grpc",
                Headers = headers ?? new Dictionary<string, string>(),
            }
        );
}
