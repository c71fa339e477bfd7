using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Streams.Connectors.Kubernetes.Audit;

/// <summary>
/// Receives the API server's audit batches (EventLists) and answers only when they are in Kafka: the API server sends a batch again that was not taken.
/// </summary>
/// <param name="publish">Puts one batch into the raw audit topic; completes when the broker has it.</param>
/// <param name="token">Who shows it (<c>Authorization: Bearer</c>) may post; empty: whoever reaches the address.</param>
public sealed class AuditWebhook(Func<byte[], CancellationToken, Task> publish, string token = "")
{
    /// <summary>The largest batch taken: 32 MiB. A batch over a record's limit is split by items before it is published.</summary>
    public const int MaxBodyBytes = 32 * 1024 * 1024;

    /// <summary>Handles one POST.</summary>
    public async Task ReceiveAsync(HttpContext context)
    {
        if (!MayPost(context))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        if (body.Length == 0)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync("an audit batch must not be empty\n", context.RequestAborted).ConfigureAwait(false);
            return;
        }

        try
        {
            foreach (var part in AuditBatch.Split(body.GetBuffer().AsMemory(0, (int)body.Length)))
            {
                await publish(part, context.RequestAborted).ConfigureAwait(false);
            }

            context.Response.StatusCode = StatusCodes.Status200OK;
        }
        catch (Exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            // The API server keeps the batch and sends it again.
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }

    private bool MayPost(HttpContext context) =>
        token.Length == 0
        || CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString()), Encoding.UTF8.GetBytes($"Bearer {token}"));
}
