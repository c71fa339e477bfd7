using Streams.Host.Configuration.Settings.Types;
using Streams.Schemas.Settings;

namespace Streams.Host.Configuration.Settings;

/// <summary>A setting or a section of an options record.</summary>
/// <param name="Name">Its name in camel case.</param>
/// <param name="Setting">What its author says of it.</param>
/// <param name="Secret">Whether and how its value is hidden.</param>
/// <param name="Type">How it is read; null: a section.</param>
/// <param name="Get">Its value in a record.</param>
/// <param name="Set">Changes it in a record that nobody else has yet.</param>
internal sealed record OptionsMember(
    string Name,
    SettingAttribute Setting,
    SecretAttribute? Secret,
    SettingType? Type,
    Func<object, object?> Get,
    Action<object, object?> Set
)
{
    /// <summary>Whether the value under a key (of a map) is hidden.</summary>
    public bool IsHidden(string key) => Secret is { } secret && (!secret.ByKey || (key.Length > 0 && Masked.IsSecretName(key)));
}
