using System.Text.Json.Nodes;

namespace Streams.Host.Configuration.Settings.Types;

/// <summary>A text, or one of a few words.</summary>
internal sealed class TextType(string choices) : ScalarType("", "")
{
    private readonly string[] _choices = choices.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    protected override string Expected => _choices.Length == 0 ? "a text" : string.Join(" or ", _choices);

    public override object? Parse(string text) => _choices.Length == 0 || _choices.Contains(text) ? text : null;

    public override object Plain(object? value) => value as string ?? "";

    public override JsonObject Schema() =>
        _choices.Length == 0
            ? new JsonObject { ["type"] = new JsonArray("string", "number", "boolean", "null") }
            : new JsonObject { ["enum"] = new JsonArray([.. _choices.Select(c => JsonValue.Create(c))]) };

    protected override string Hint(string text) => Suggestion.For(text, _choices);
}
