using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Streams.Connectors.Sinks.Delivery;
using Streams.Redaction;
using Streams.Schemas.Settings;

namespace Streams.Connectors.Sinks.Http;

/// <summary>One server of a sink: its credentials, and what its answers mean. Taken: 2xx. Refused for good: 400, 413, 415, 422. All else is temporary: an operator can mend it.</summary>
internal sealed class HttpDelivery : IDisposable
{
    private const int MaxReason = 1000;
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(5);
    private readonly string _name;
    private readonly HttpClient _client;
    private readonly TimeSpan _timeout;

    /// <param name="name">What errors call it: <c>Loki at host:3100</c>.</param>
    /// <param name="address">Where it is; user information in it is its basic authentication.</param>
    /// <param name="options">Credentials, authorities, time-out.</param>
    public HttpDelivery(string name, Uri address, HttpSinkOptions options)
    {
        (_name, _timeout) = ($"{name} at {address.Authority}", options.Timeout);
        _client = new HttpClient(Handler(options)) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.Authorization = Authorization(address, options);
    }

    /// <summary>Connections to a server, which shows a certificate of the options' authorities.</summary>
    public static SocketsHttpHandler Handler(HttpSinkOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = options.Timeout < TimeSpan.FromSeconds(10) ? options.Timeout : TimeSpan.FromSeconds(10),
            AllowAutoRedirect = false,
        };
        if (options.CaFile.Length > 0)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = ServerTrust.Only(options.CaFile);
        }

        return handler;
    }

    /// <summary>Basic authentication of the options, else of the address; null: none.</summary>
    public static AuthenticationHeaderValue? Authorization(Uri address, HttpSinkOptions options)
    {
        var pair =
            options.Username.Length > 0 ? $"{options.Username}:{options.Password}"
            : address.UserInfo.Length > 0 ? string.Join(':', address.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString))
            : null;
        return pair is null ? null : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
    }

    /// <summary>An address without its user information, with a path behind it.</summary>
    public static Uri At(Uri address, string path) => new(WithoutUser(address).AbsoluteUri.TrimEnd('/') + path);

    /// <summary>An address without its user information.</summary>
    public static Uri WithoutUser(Uri address) => new UriBuilder(address) { UserName = "", Password = "" }.Uri;

    /// <summary>Sends one request: null where it was taken, else why it never will be.</summary>
    /// <exception cref="TemporaryDeliveryException">It did not answer, or not now.</exception>
    public Task<string?> SendAsync(HttpRequestMessage request, CancellationToken cancel) => SendAsync(request, null, cancel);

    /// <summary>The same, where the answer of a server that took it may say that it did not take all.</summary>
    /// <param name="request">The request.</param>
    /// <param name="refusalIn">Why it refused, of the answer's text; null of it: it took all.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="TemporaryDeliveryException">It did not answer, or not now.</exception>
    public async Task<string?> SendAsync(HttpRequestMessage request, Func<string, string?>? refusalIn, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(_timeout);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                return refusalIn?.Invoke(await BeginningAsync(response.Content, limit.Token).ConfigureAwait(false));
            }

            var text = $"{(int)response.StatusCode} {OneLine(await BeginningAsync(response.Content, limit.Token).ConfigureAwait(false))}".TrimEnd();
            return
                response.StatusCode
                    is HttpStatusCode.BadRequest
                        or HttpStatusCode.RequestEntityTooLarge
                        or HttpStatusCode.UnsupportedMediaType
                        or HttpStatusCode.UnprocessableEntity
                ? text
                : throw new TemporaryDeliveryException($"{_name} answers {text}", RetryAfter(response));
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            var what = e is OperationCanceledException ? $"no answer within {_timeout.TotalSeconds:0.#} s" : (e.InnerException ?? e).Message;
            throw new TemporaryDeliveryException($"{_name}: {Masked.Addresses(what)}", null, e);
        }
    }

    /// <summary>Null where there is any answer; else why there is none.</summary>
    public async Task<string?> IsThereAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        try
        {
            await SendAsync(request, cancel).ConfigureAwait(false);
            return null;
        }
        catch (TemporaryDeliveryException e)
        {
            return e.InnerException is null ? null : e.Message;
        }
    }

    public void Dispose() => _client.Dispose();

    private static TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.Headers.RetryAfter?.Delta is { } wait && wait > TimeSpan.Zero
            ? wait < LongestRetryAfter
                ? wait
                : LongestRetryAfter
            : null;

    /// <summary>An answer becomes part of a line of the log, of a dead letter's reason and of the doctor's: a page of HTML must not make several of it.</summary>
    private static string OneLine(string answer) => ControlSigns.Escape(string.Join(' ', answer.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>Whatever the server answers, only its beginning is read.</summary>
    private static async Task<string> BeginningAsync(HttpContent content, CancellationToken cancel)
    {
        var buffer = new byte[4 * MaxReason];
        var stream = await content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
            var text = Encoding.UTF8.GetString(buffer, 0, read).Trim();
            return Masked.Addresses(text.Length > MaxReason ? text[..MaxReason] : text);
        }
    }
}
