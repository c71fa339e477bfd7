namespace Streams.Schemas.Settings;

/// <summary>
/// Makes a property of an options record a setting, under the property's name in camel case. The record's own value is the default.
/// What has no such attribute cannot be set by an operator.
/// </summary>
/// <param name="text">What it is, for the page of settings, the commented file and editors; empty for a section.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string text = "") : Attribute
{
    public string Text => text;

    /// <summary>The least value, written as an operator would: <c>1</c>, <c>100ms</c>; empty: none.</summary>
    public string Least { get; init; } = "";

    /// <summary>The greatest value; empty: none.</summary>
    public string Most { get; init; } = "";

    /// <summary>The only values allowed, separated by blanks; empty: any of the type.</summary>
    public string Choices { get; init; } = "";

    /// <summary>How the value is written, for who leaves it out though it is required; empty: it may be left out.</summary>
    public string Required { get; init; } = "";

    /// <summary>A section whose settings stand among those of the section around it.</summary>
    public bool IsInline { get; init; }

    /// <summary>A map of which a file that names one key names all; else the defaults stay beside what the file names.</summary>
    public bool NamesAll { get; init; }
}
