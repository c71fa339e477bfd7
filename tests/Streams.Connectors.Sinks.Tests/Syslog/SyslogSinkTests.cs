using System.Net;
using System.Net.Sockets;
using System.Text;
using Streams.Connectors.Sinks.Delivery;
using Streams.Connectors.Sinks.Formats;
using Streams.Connectors.Sinks.Syslog;

namespace Streams.Connectors.Sinks.Tests.Syslog;

public sealed class SyslogSinkTests
{
    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact]
    public async Task Deliver_alerts_are_framed_messages_and_a_receiver_that_came_back_gets_the_next()
    {
        using var listener = Listener();
        using var sink = new SyslogSink(new SyslogSinkOptions { Address = listener.LocalEndpoint.ToString()!, Tls = false });
        var delivered = new TaskCompletionSource();
        var first = AcceptAsync(listener, SampleAlerts.All.Count, delivered.Task);
        Assert.Empty(await sink.DeliverAsync(SampleAlerts.All, Never));
        delivered.SetResult();

        var messages = await first;

        Assert.Equal(SampleAlerts.All.Select(a => Encoding.UTF8.GetString(SyslogMessage.Of(a.Alert, 13))), messages);
        var deliveredAgain = new TaskCompletionSource();
        var again = AcceptAsync(listener, 1, deliveredAgain.Task);
        await UntilDeliveredAsync(sink);
        deliveredAgain.SetResult();
        Assert.Single(await again);
    }

    [Fact]
    public async Task Deliver_nobody_there_is_temporary()
    {
        using var listener = Listener();
        var address = listener.LocalEndpoint.ToString()!;
        listener.Stop();
        using var sink = new SyslogSink(new SyslogSinkOptions { Address = address, Tls = false });

        await Assert.ThrowsAsync<TemporaryDeliveryException>(() => sink.DeliverAsync(SampleAlerts.All, Never));
    }

    [Fact]
    public void Message_what_an_attacker_chose_is_no_field_and_no_line_of_its_own()
    {
        var sample = SampleAlerts.All[0].Alert;
        var alert = sample with { Title = "a|b\\c\n<1>forged", Evidence = [sample.Evidence[0] with { Excerpt = "x act=closed\r\n<13>1 forged" }] };

        var text = Encoding.UTF8.GetString(SyslogMessage.Of(alert, 13));

        Assert.StartsWith("<107>1 2026-11-30T00:53:20.138000Z node-1 streams - open - CEF:0|Streams|streams|1|", text, StringComparison.Ordinal);
        Assert.Contains("|a\\|b\\\\c <1>forged|8|", text, StringComparison.Ordinal);
        Assert.Contains("x act\\=closed  <13>1 forged", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', text);
    }

    [Theory]
    [InlineData("siem.example.com:6514", 0)]
    [InlineData("[2001:db8::1]:6514", 0)]
    [InlineData("siem.example.com", 1)]
    [InlineData("siem.example.com:99999", 1)]
    public void Validate_Address(string address, int errors) =>
        Assert.Equal(
            errors,
            new SyslogSinkOptions { Address = address }
                .Validate()
                .Count()
        );

    private static TcpListener Listener()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    /// <summary>A receiver that closes without a word may have been written to once more: that batch comes again.</summary>
    private static async Task UntilDeliveredAsync(SyslogSink sink)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await sink.DeliverAsync([SampleAlerts.All[0]], Never);
                return;
            }
            catch (TemporaryDeliveryException) when (attempt < 5)
            {
                await Task.Yield();
            }
        }
    }

    private static async Task<List<string>> AcceptAsync(TcpListener listener, int count, Task until)
    {
        using var connection = await listener.AcceptTcpClientAsync();
        var (stream, messages) = (connection.GetStream(), new List<string>());
        while (messages.Count < count)
        {
            var length = 0;
            for (var next = stream.ReadByte(); next != ' '; next = stream.ReadByte())
            {
                length = (length * 10) + (next - '0');
            }

            var message = new byte[length];
            await stream.ReadExactlyAsync(message);
            messages.Add(Encoding.UTF8.GetString(message));
        }

        await until;
        return messages;
    }
}
