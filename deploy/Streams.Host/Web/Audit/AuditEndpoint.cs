using Confluent.Kafka;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Prometheus;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Kubernetes.Audit;
using Streams.Host.Configuration;

namespace Streams.Host.Web.Audit;

/// <summary><c>POST /audit</c>: the API server's batches into the raw audit topic; with a token, and with a client's certificate where its authority is configured.</summary>
internal static class AuditEndpoint
{
    private static readonly Counter Requests = Metrics.CreateCounter(
        "streams_audit_webhook_requests_total",
        "Batches posted to the audit webhook, by the answer's status.",
        "code"
    );

    /// <summary>Maps it.</summary>
    /// <param name="routes">The server.</param>
    /// <param name="http">Token and TLS.</param>
    /// <param name="producer">Publishes; one batch at a time.</param>
    /// <param name="topic">The raw audit topic.</param>
    public static void Map(IEndpointRouteBuilder routes, HttpOptions http, RawProducer producer, string topic)
    {
        Requests.WithLabels("200").Inc(0); // there from the start: the first batch is an increase
        var gate = new SemaphoreSlim(1);
        var webhook = new AuditWebhook(PublishAsync, http.Webhook);
        routes.MapPost("/audit", async (HttpContext context) =>
        {
            if (http.Tls.ClientCa.Length > 0 && context.Connection.ClientCertificate is null)
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                await context.Response.WriteAsync("a client certificate is needed\n", context.RequestAborted).ConfigureAwait(false);
            }
            else
            {
                await webhook.ReceiveAsync(context).ConfigureAwait(false);
            }

            Requests.WithLabels($"{context.Response.StatusCode}").Inc();
        });

        async Task<bool> PublishAsync(byte[] batch, CancellationToken cancel)
        {
            await gate.WaitAsync(cancel).ConfigureAwait(false);
            try
            {
                await producer.PublishAsync(new RawRecord(topic, null, batch), cancel).ConfigureAwait(false);
                await producer.FlushAsync(cancel).ConfigureAwait(false);
                return true;
            }
            catch (KafkaException e) when (e.Error.Code == ErrorCode.MsgSizeTooLarge)
            {
                return false;
            }
            finally
            {
                gate.Release();
            }
        }
    }
}
