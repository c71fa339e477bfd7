using System.Text.Json.Nodes;

namespace Streams.Host.Configuration.Settings.Types;

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed class TruthType() : ScalarType("", "")
{
    protected override string Expected => "true or false";

    public override object? Parse(string text) => bool.TryParse(text, out var truth) ? truth : null;

    public override object Plain(object? value) => value is true;

    public override JsonObject Schema() => new() { ["type"] = "boolean" };
}
