using System.Globalization;
using Streams.Connectors.Sinks.Delivery;
using Streams.Connectors.Sinks.Formats;
using Streams.Connectors.Sinks.Syslog;
using Streams.Connectors.Sinks.Tests.Servers;
using Streams.Schemas.Alerts;

namespace Streams.Connectors.Sinks.Tests.Syslog;

/// <summary>Real receivers over TLS: each reads the fields that we wrote, of every kind of alert, and one without our authority is not spoken to.</summary>
public sealed class RealSyslogTests
{
    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact]
    public async Task Rsyslog_reads_every_alert_over_TLS()
    {
        using var rsyslog = await RealSyslog.RsyslogOrSkipAsync();
        await DeliverAsync(rsyslog);
    }

    [Fact]
    public async Task Syslog_ng_reads_every_alert_over_TLS()
    {
        using var receiver = await RealSyslog.SyslogNgOrSkipAsync();
        await DeliverAsync(receiver);
    }

    [Fact]
    public async Task A_receiver_of_another_authority_or_name_gets_nothing()
    {
        using var rsyslog = await RealSyslog.RsyslogOrSkipAsync();
        using var unknown = new SyslogSink(new SyslogSinkOptions { Address = $"localhost:{rsyslog.Port}" });
        using var misnamed = new SyslogSink(new SyslogSinkOptions { Address = $"127.0.0.1:{rsyslog.Port}", CaFile = $"{rsyslog.Folder}/ca.crt" });

        await Assert.ThrowsAsync<TemporaryDeliveryException>(() => unknown.DeliverAsync(SampleAlerts.All, Never));
        await Assert.ThrowsAsync<TemporaryDeliveryException>(() => misnamed.DeliverAsync(SampleAlerts.All, Never));
        using var known = new SyslogSink(new SyslogSinkOptions { Address = $"localhost:{rsyslog.Port}", CaFile = $"{rsyslog.Folder}/ca.crt" });
        await known.DeliverAsync([SampleAlerts.All[0]], Never);

        Assert.Single(await rsyslog.ReceivedAsync(1));
    }

    private static async Task DeliverAsync(RealSyslog receiver)
    {
        using var sink = new SyslogSink(new SyslogSinkOptions { Address = $"localhost:{receiver.Port}", CaFile = $"{receiver.Folder}/ca.crt" });

        Assert.Empty(await sink.DeliverAsync(SampleAlerts.All, Never));

        var received = await receiver.ReceivedAsync(SampleAlerts.All.Count);
        Assert.Equal(SampleAlerts.All.Count, received.Count);
        foreach (var ((alert, _, _), line) in SampleAlerts.All.Zip(received))
        {
            var fields = line.Split('|', 6);
            Assert.Equal(13, int.Parse(fields[0], CultureInfo.InvariantCulture) / 8);
            Assert.Equal("streams", fields[3]);
            Assert.Equal(alert.Status.Name(), fields[4]);
            Assert.StartsWith("CEF:0|Streams|streams|1|", fields[5].TrimStart(), StringComparison.Ordinal);
            Assert.Contains($"externalId={alert.Id} ", fields[5], StringComparison.Ordinal);
        }
    }
}
