using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Streams.Schemas.Json;
using ZstdSharp;

namespace Streams.Connectors.Kubernetes.Audit;

/// <summary>
/// Receives the API server's audit batches (EventLists) and answers 200 only when they are in Kafka: the API server sends a batch again that was not taken.
/// What is no batch is refused; what is one, but too much at once, is asked for again later.
/// </summary>
/// <param name="publish">Puts one batch into the raw audit topic; completes when the broker has it, or with false where the topic takes no record of that size.</param>
/// <param name="options">Who may post, and how much.</param>
public sealed class AuditWebhook(Func<byte[], CancellationToken, Task<bool>> publish, AuditWebhookOptions options)
{
    private const string RetryAfterSeconds = "1";
    private readonly BytesInFlight _room = new(options.MaxBytesInFlight);
    private readonly byte[] _token = SHA256.HashData(Encoding.UTF8.GetBytes($"Bearer {options.Token}"));

    /// <summary>Handles one POST.</summary>
    public async Task ReceiveAsync(HttpContext context)
    {
        var request = context.Request;
        if (!MayPost(request))
        {
            await AnswerAsync(context, StatusCodes.Status401Unauthorized, "this needs the token of http.auditToken").ConfigureAwait(false);
            return;
        }

        if (request.ContentLength > options.MaxBodyBytes)
        {
            await AnswerAsync(context, StatusCodes.Status413PayloadTooLarge, $"more than {options.MaxBodyBytes} bytes").ConfigureAwait(false);
            return;
        }

        var encoding = request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant();
        if (encoding is not ("" or "identity" or "gzip" or "x-gzip" or "zstd"))
        {
            await AnswerAsync(context, StatusCodes.Status415UnsupportedMediaType, "Content-Encoding may be gzip, zstd or nothing").ConfigureAwait(false);
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(options.Timeout);
        using var body = new ReceivedBody(_room);
        ReadOnlyMemory<byte> batch;
        try
        {
            var refusal = await ReadAsync(body, request.Body, encoding, limit.Token).ConfigureAwait(false);
            // What is no text, as a client may put into a request's address, must not cost the batch: it becomes U+FFFD.
            batch = refusal is null ? JsonRepair.Clean(body.Bytes) : default;
            refusal ??= AuditBatchReader.Judge(batch.Span, options.MaxItems);
            if (refusal is { } why)
            {
                await AnswerAsync(context, why.Status, why.Text).ConfigureAwait(false);
                return;
            }
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            await AnswerAsync(context, StatusCodes.Status408RequestTimeout, $"the batch did not come within {options.Timeout.TotalSeconds:0} s")
                .ConfigureAwait(false);
            return;
        }
        catch (Exception e) when (e is InvalidDataException or ZstdException or EndOfStreamException)
        {
            await AnswerAsync(context, StatusCodes.Status400BadRequest, $"is no {encoding}: {e.Message}").ConfigureAwait(false);
            return;
        }

        await PublishAsync(context, batch).ConfigureAwait(false);
    }

    /// <summary>Null where the body came whole; else the status and why it did not.</summary>
    private async Task<(int Status, string Text)?> ReadAsync(ReceivedBody body, Stream sent, string encoding, CancellationToken cancel)
    {
        int status;
        if (encoding is not ("" or "identity"))
        {
            Stream plain =
                encoding == "zstd" ? new DecompressionStream(sent, leaveOpen: true) : new GZipStream(sent, CompressionMode.Decompress, leaveOpen: true);
            await using (plain.ConfigureAwait(false))
            {
                status = await body.ReadAsync(plain, options.MaxBodyBytes, cancel).ConfigureAwait(false);
            }
        }
        else
        {
            status = await body.ReadAsync(sent, options.MaxBodyBytes, cancel).ConfigureAwait(false);
        }

        return status switch
        {
            0 when body.Bytes.IsEmpty => (StatusCodes.Status400BadRequest, "an audit batch must not be empty"),
            0 => null,
            StatusCodes.Status413PayloadTooLarge => (status, $"more than {options.MaxBodyBytes} bytes"),
            _ => (status, "too much is being received; send it again"),
        };
    }

    private async Task PublishAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        try
        {
            foreach (var part in AuditBatch.Split(body))
            {
                if (
                    !await publish(part, context.RequestAborted).ConfigureAwait(false)
                    && !await publish(AuditBatch.Fit(part), context.RequestAborted).ConfigureAwait(false)
                )
                {
                    throw new InvalidOperationException("the topic does not take records of Kafka's default size");
                }
            }

            context.Response.StatusCode = StatusCodes.Status200OK;
        }
        catch (Exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            // The API server keeps the batch and sends it again.
            await AnswerAsync(context, StatusCodes.Status503ServiceUnavailable, "Kafka did not take it; send it again").ConfigureAwait(false);
        }
    }

    private static Task AnswerAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        if (status is not StatusCodes.Status503ServiceUnavailable)
        {
            // What has not been read of the body is not read any more.
            context.Response.Headers.Connection = "close";
        }

        return context.Response.WriteAsync(text + "\n", CancellationToken.None);
    }

    private bool MayPost(HttpRequest request) =>
        options.Token.Length == 0
        || CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString())), _token);
}
