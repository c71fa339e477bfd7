using System.Text.Json.Nodes;

namespace Streams.Host.Configuration.Settings.Types;

/// <summary>A time zone by its name in the zone database.</summary>
internal sealed class ZoneType() : ScalarType("", "")
{
    protected override string Expected => "a time zone, as in UTC or Europe/Berlin";

    public override object? Parse(string text) => TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone) ? zone : null;

    public override object Plain(object? value) => (value as TimeZoneInfo)?.Id ?? "UTC";

    public override JsonObject Schema() => new() { ["type"] = "string" };
}
