using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Streams.Connectors.Sinks.Delivery;
using Streams.Connectors.Sinks.Http;
using Streams.Schemas.Alerts;

namespace Streams.Connectors.Sinks.Syslog;

/// <summary>
/// Sends alerts to a syslog receiver over TCP, with TLS unless it is switched off. Syslog has no acknowledgement: a batch counts as delivered when the connection took it and is still open,
/// so what a receiver had taken from the wire and lost in a crash of its own is lost there.
/// </summary>
public sealed class SyslogSink(SyslogSinkOptions options) : IAlertSink, IDisposable
{
    private TcpClient? _connection;
    private Stream? _stream;

    /// <summary>Its row.</summary>
    public static SinkDefinition Definition { get; } =
        SinkDefinition.Of<SyslogSinkOptions>(
            "syslog",
            "a syslog receiver, RFC 5424 with CEF",
            static o => o.Address.Length > 0,
            static (o, _) => new SyslogSink(o),
            static o => o.Address.Length == 0 ? [] : [new SinkProbe(o.Address, async cancel =>
                        {
                            using var sink = new SyslogSink(o);
                            await sink.DeliverAsync([], cancel).ConfigureAwait(false);
                            return null;
                        })]
        );

    /// <inheritdoc/>
    public string Name => Definition.Name;

    /// <inheritdoc/>
    /// <exception cref="TemporaryDeliveryException">It is not reached, its certificate is not trusted, or the connection broke.</exception>
    public async Task<IReadOnlyList<RefusedAlert>> DeliverAsync(IReadOnlyList<SinkAlert> alerts, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(options.Timeout);
        try
        {
            if (_connection is { } known && IsClosed(known))
            {
                Dispose();
            }

            var stream = _stream ??= await ConnectAsync(limit.Token).ConfigureAwait(false);
            using var frames = new MemoryStream();
            foreach (var alert in alerts)
            {
                var message = SyslogMessage.Of(alert.Alert, options.Facility);
                frames.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{message.Length} ")));
                frames.Write(message);
            }

            await stream.WriteAsync(frames.GetBuffer().AsMemory(0, (int)frames.Length), limit.Token).ConfigureAwait(false);
            await stream.FlushAsync(limit.Token).ConfigureAwait(false);
            return _connection is { } open && !IsClosed(open) ? [] : throw new IOException("the receiver closed the connection");
        }
        catch (Exception e)
            when (e is IOException or SocketException or AuthenticationException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            Dispose();
            throw new TemporaryDeliveryException(
                $"syslog at {options.Address}: {(e is OperationCanceledException ? $"no end within {options.Timeout.TotalSeconds:0.#} s" : e.Message)}",
                null,
                e
            );
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream?.Dispose();
        _connection?.Dispose();
        (_stream, _connection) = (null, null);
    }

    private async Task<Stream> ConnectAsync(CancellationToken cancel)
    {
        _connection = new TcpClient { NoDelay = true };
        await _connection.ConnectAsync(options.Host, options.Port, cancel).ConfigureAwait(false);
        if (!options.Tls)
        {
            return _connection.GetStream();
        }

        var tls = new SslStream(_connection.GetStream());
        var authentication = new SslClientAuthenticationOptions { TargetHost = options.Host };
        if (options.CaFile.Length > 0)
        {
            authentication.RemoteCertificateValidationCallback = ServerTrust.Only(options.CaFile);
        }

        await tls.AuthenticateAsClientAsync(authentication, cancel).ConfigureAwait(false);
        return tls;
    }

    /// <summary>A receiver that has closed its side can be read to the end.</summary>
    private static bool IsClosed(TcpClient connection) =>
        !connection.Connected || (connection.Client.Poll(0, SelectMode.SelectRead) && connection.Available == 0);
}
