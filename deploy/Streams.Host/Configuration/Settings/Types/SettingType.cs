using System.Text.Json.Nodes;
using Streams.Host.Configuration.Files;

namespace Streams.Host.Configuration.Settings.Types;

/// <summary>How a kind of value is read, shown and described.</summary>
internal abstract class SettingType
{
    /// <summary>The value; null where it is wrong, with the errors.</summary>
    /// <param name="node">What was written; not empty.</param>
    /// <param name="path">The setting's path.</param>
    /// <param name="known">The value so far; a map adds to it.</param>
    /// <param name="isSecret">Whether errors must not repeat the value.</param>
    /// <param name="errors">Gets what is wrong.</param>
    public abstract object? Read(ConfigNode node, string path, object? known, bool isSecret, List<ConfigError> errors);

    /// <summary>The value as YAML holds it: a text, a number, a truth, a list or a map of such; secrets masked.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isHidden">Whether the value under a key (empty: the value itself) is hidden.</param>
    public abstract object Show(object? value, Func<string, bool> isHidden);

    /// <summary>The value as a page writes it in one line.</summary>
    public abstract string Format(object? value);

    /// <summary>The JSON schema of what may be written.</summary>
    public abstract JsonObject Schema();
}
