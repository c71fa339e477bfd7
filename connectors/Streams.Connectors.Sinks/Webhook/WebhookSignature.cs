using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Streams.Connectors.Sinks.Webhook;

/// <summary>Says who sent a request and when: a receiver that refuses old timestamps cannot be told the same twice.</summary>
internal sealed class WebhookSignature(string secret, TimeProvider time)
{
    public const string TimestampHeader = "X-Streams-Timestamp";
    public const string SignatureHeader = "X-Streams-Signature";
    private readonly byte[] _key = Encoding.UTF8.GetBytes(secret);

    public void Sign(HttpRequestMessage request, byte[] body)
    {
        if (_key.Length == 0)
        {
            return;
        }

        var timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signed = HMACSHA256.HashData(_key, (byte[])[.. Encoding.ASCII.GetBytes(timestamp), (byte)'.', .. body]);
        request.Headers.Add(TimestampHeader, timestamp);
        request.Headers.Add(SignatureHeader, $"sha256={Convert.ToHexStringLower(signed)}");
    }
}
