using System.Text.Json.Nodes;

namespace Streams.Host.Configuration.Settings.Types;

/// <summary>An http or https address; empty: none.</summary>
internal sealed class AddressType() : ScalarType("", "")
{
    /// <summary>The value of an empty text: none.</summary>
    public static readonly object None = new();

    protected override string Expected => "an http or https address, as in https://host:3100";

    public override object? Parse(string text) =>
        text.Length == 0 ? None
        : Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0 ? uri
        : null;

    public override object Plain(object? value) => (value as Uri)?.OriginalString ?? "";

    public override JsonObject Schema() => new() { ["type"] = new JsonArray("string", "null"), ["pattern"] = "^(https?://.+)?$" };
}
