using Grpc.Core;
using Grpc.Net.Client;
using Streams.Connectors.Sinks.Delivery;
using Streams.Connectors.Sinks.Http;
using Streams.Schemas.Alerts;
using Streams.Schemas.Settings;

namespace Streams.Connectors.Sinks.Otlp;

/// <summary>
/// OTLP over gRPC. Refused for good is what the receiver calls an invalid argument; all else is temporary: an operator can mend it.
/// </summary>
internal sealed class OtlpGrpcTransport : IOtlpTransport
{
    private static readonly Method<byte[], byte[]> Export = new(
        MethodType.Unary,
        "opentelemetry.proto.collector.logs.v1.LogsService",
        "Export",
        Marshallers.Create(static (byte[] m) => m, static m => m),
        Marshallers.Create(static (byte[] m) => m, static m => m)
    );

    private readonly string _name;
    private readonly TimeSpan _timeout;
    private readonly Metadata _headers = [];
    private readonly GrpcChannel _channel;
    private readonly CallInvoker _invoker;

    /// <summary>Nothing is sent yet.</summary>
    /// <param name="url">The receiver, as <c>http://collector:4317</c>; <c>https</c>: with TLS.</param>
    /// <param name="options">Credentials, authorities, time-out.</param>
    public OtlpGrpcTransport(Uri url, OtlpSinkOptions options)
    {
        (_name, _timeout) = ($"OTLP at {url.Authority}", options.Timeout);
        if (HttpDelivery.Authorization(url, options) is { } basic)
        {
            _headers.Add("authorization", basic.ToString());
        }

        foreach (var (name, value) in options.Headers)
        {
            _headers.Add(name.ToLowerInvariant(), value);
        }

        _channel = GrpcChannel.ForAddress(
            HttpDelivery.WithoutUser(url),
            new GrpcChannelOptions
            {
                HttpHandler = HttpDelivery.Handler(options),
                DisposeHttpClient = true,
                ThrowOperationCanceledOnCancellation = true,
            }
        );
        _invoker = _channel.CreateCallInvoker();
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Encode(SinkAlert alert) => OtlpMessages.LogRecord(OtlpRecord.Of(alert));

    /// <inheritdoc/>
    public async Task<string?> SendAsync(IEnumerable<ReadOnlyMemory<byte>> records, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(_timeout);
        try
        {
            using var call = _invoker.AsyncUnaryCall(Export, null, new CallOptions(_headers, cancellationToken: limit.Token), OtlpMessages.Request(records));
            var (rejected, why) = OtlpMessages.Rejected(await call.ResponseAsync.ConfigureAwait(false));
            return PartialSuccess.Refusal(rejected, why);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.InvalidArgument)
        {
            return Masked.Addresses($"{e.StatusCode}: {e.Status.Detail}");
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            var what = limit.IsCancellationRequested ? $"no answer within {_timeout.TotalSeconds:0.#} s" : Said(e);
            throw new TemporaryDeliveryException($"{_name}: {Masked.Addresses(what)}", null, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _channel.Dispose();

    private static string Said(Exception e) => e is RpcException rpc ? $"{rpc.StatusCode}: {rpc.Status.Detail}" : e.Message;
}
