using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Streams.EndToEnd.Tests.Siem;

/// <summary>Takes syslog over TCP in the frames of RFC 6587 (a length, a blank, the message) and keeps the ids of the alerts in it.</summary>
internal sealed class SyslogReceiver : IDisposable
{
    private const int IdLength = 32;
    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public SyslogReceiver()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public EndPoint Address => _listener.LocalEndpoint;

    public ConcurrentBag<string> Ids { get; } = [];

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _ = ReadAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ReadAsync(TcpClient connection)
    {
        using (connection)
        {
            using var reader = new BinaryReader(new BufferedStream(connection.GetStream()), Encoding.UTF8);
            await Task.Run(() =>
            {
                try
                {
                    while (true)
                    {
                        Ids.Add(IdOf(Frame(reader)));
                    }
                }
                catch (IOException)
                {
                    // the service was killed, or has ended
                }
            });
        }
    }

    private static string Frame(BinaryReader reader)
    {
        var length = 0;
        for (var next = reader.ReadByte(); next != (byte)' '; next = reader.ReadByte())
        {
            length = (length * 10) + (next - '0');
        }

        var message = reader.ReadBytes(length);
        return message.Length == length ? Encoding.UTF8.GetString(message) : throw new EndOfStreamException();
    }

    private static string IdOf(string message)
    {
        var at = message.IndexOf("externalId=", StringComparison.Ordinal);
        return at < 0 ? "no id" : message.Substring(at + 11, IdLength);
    }
}
