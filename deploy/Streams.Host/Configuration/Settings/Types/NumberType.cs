using System.Globalization;
using System.Text.Json.Nodes;

namespace Streams.Host.Configuration.Settings.Types;

/// <summary>A number of one of the built-in types.</summary>
internal sealed class NumberType(Type type, string least, string most) : ScalarType(least, most)
{
    private bool IsWhole => type != typeof(double);

    protected override string Expected => IsWhole ? "a whole number" : "a number";

    public override object? Parse(string text)
    {
        var plain = text.Replace("_", "", StringComparison.Ordinal);
        if (!IsWhole)
        {
            return double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
        }

        if (!long.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            return null;
        }

        try
        {
            return Convert.ChangeType(whole, type, CultureInfo.InvariantCulture);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    public override object Plain(object? value) => value ?? 0;

    public override JsonObject Schema()
    {
        var schema = new JsonObject { ["type"] = IsWhole ? "integer" : "number" };
        if (Least.Length > 0)
        {
            schema["minimum"] = JsonNode.Parse(Least);
        }

        if (Most.Length > 0)
        {
            schema["maximum"] = JsonNode.Parse(Most);
        }

        return schema;
    }

    protected override string Hint(string text) => type == typeof(double) ? "" : $" of {(type == typeof(short) ? 16 : type == typeof(int) ? 32 : 64)} bits";
}
