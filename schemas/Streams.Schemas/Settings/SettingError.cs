namespace Streams.Schemas.Settings;

/// <summary>What is wrong with a setting.</summary>
/// <param name="Setting">Its path within the options that were checked: <c>tls.key</c>; empty: the section itself.</param>
/// <param name="Text">What is wrong and how to mend it; never a secret's value.</param>
public readonly record struct SettingError(string Setting, string Text);
