using Streams.Connectors.Sinks.Formats;
using Streams.Connectors.Sinks.Http;
using Streams.Schemas.Settings;

namespace Streams.Connectors.Sinks.Webhook;

/// <summary>Who is told by POST, in which format, and how the receiver knows that it was us.</summary>
public sealed record WebhookSinkOptions : HttpSinkOptions, IValidatedOptions
{
    private const int LeastSecret = 16;

    /// <summary>Hidden: the addresses of many receivers are their only secret.</summary>
    [Setting("where alerts are posted to ([webhook](siem.md#webhook))"), Secret]
    public Uri? Url { get; init; }

    [Setting("of what the request holds ([formats](formats.md))")]
    public string Format { get; init; } = "streams";

    [
        Setting(
            "signs each request: `X-Streams-Signature: sha256=…` is the HMAC-SHA256 of `X-Streams-Timestamp`, a dot and the body; at least 16 characters; empty: no signature"
        ),
        Secret
    ]
    public string Secret { get; init; } = "";

    [Setting("further headers"), Secret(ByKey = true)]
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    [Setting("the most alerts of a request", Least = "1", Most = "10000")]
    public int MaxAlerts { get; init; } = 100;

    [Setting("the most bytes of a request; an alert larger than this goes alone", Least = "1000")]
    public int MaxBytes { get; init; } = 1_000_000;

    public IEnumerable<SettingError> Validate()
    {
        foreach (var error in Errors())
        {
            yield return error;
        }

        if (FormatTable.Find(Format) is null)
        {
            yield return new("format", $"{Format} is none of {FormatTable.Names}");
        }

        if (Secret.Length is > 0 and < LeastSecret)
        {
            yield return new("secret", $"{Secret.Length} characters are too few; at least {LeastSecret}, as from: openssl rand -hex 16");
        }
    }
}
