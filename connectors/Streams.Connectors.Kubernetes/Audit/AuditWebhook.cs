using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
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
        try
        {
            if (await ReadAsync(body, request.Body, encoding, limit.Token).ConfigureAwait(false) is { } refusal)
            {
                await AnswerAsync(context, refusal.Status, refusal.Text).ConfigureAwait(false);
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

        await PublishAsync(context, body.Bytes).ConfigureAwait(false);
    }

    /// <summary>Null where the body is a batch; else the status and why it is not.</summary>
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
            0 => AuditBatchReader.Judge(body.Bytes.Span, options.MaxItems),
            StatusCodes.Status413PayloadTooLarge => (status, $"more than {options.MaxBodyBytes} bytes"),
            _ => (status, "too much is being received; send it again"),
        };
    }

    private async Task PublishAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        try
        {
            foreach (var part in AuditBatch.Split(Text(body)))
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

    /// <summary>Bytes that are no text, as a client may put into a request's address, must not cost the batch: each becomes U+FFFD.</summary>
    private static ReadOnlyMemory<byte> Text(ReadOnlyMemory<byte> body) =>
        Utf8.IsValid(body.Span) ? body : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body.Span));

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
