using Streams.Host.Configuration.Files;
using Streams.Schemas.Settings;

namespace Streams.Host.Configuration.Settings.Types;

/// <summary>A single value, within its bounds.</summary>
internal abstract class ScalarType(string least, string most) : SettingType
{
    protected string Least => least;

    protected string Most => most;

    public sealed override object? Read(ConfigNode node, string path, object? known, bool isSecret, List<ConfigError> errors)
    {
        if (node.Text is not { } text)
        {
            errors.Add(new ConfigError(node.Place, path, $"is {node.Kind}; write {Expected}"));
            return null;
        }

        if (Parse(text) is not { } value)
        {
            errors.Add(new ConfigError(node.Place, path, $"{(isSecret ? "" : $"{Shortened(text)} ")}is not {Expected}{Hint(text)}"));
            return null;
        }

        if (least.Length > 0 && Compare(value, least) < 0)
        {
            errors.Add(new ConfigError(node.Place, path, $"{Shortened(text)} is too little; at least {least}"));
            return null;
        }

        if (most.Length > 0 && Compare(value, most) > 0)
        {
            errors.Add(new ConfigError(node.Place, path, $"{Shortened(text)} is too much; at most {most}"));
            return null;
        }

        return value;
    }

    public sealed override object Show(object? value, Func<string, bool> isHidden)
    {
        var shown = Plain(value);
        return shown is not string text ? shown
            : text.Length > 0 && isHidden("") ? Masked.Mask
            : Masked.Addresses(text);
    }

    public override string Format(object? value) =>
        Plain(value) switch
        {
            "" => "empty",
            bool truth => truth ? "`true`" : "`false`",
            var shown => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"`{shown}`"),
        };

    /// <summary>The value of a text; null where it has none.</summary>
    public abstract object? Parse(string text);

    /// <summary>The value as YAML holds it.</summary>
    public abstract object Plain(object? value);

    /// <summary>What is to be written, after "is not": <c>a number</c>.</summary>
    protected abstract string Expected { get; }

    protected virtual string Hint(string text) => "";

    private int Compare(object value, string bound) => Comparer<object>.Default.Compare(value, Parse(bound));

    private static string Shortened(string text) => Masked.Addresses(text.Length > 80 ? $"{text[..80]}…" : text);
}
