namespace Streams.Schemas.Alerts;

/// <summary>A value of a group and the field it is of.</summary>
/// <param name="Name">The field, as the rule names it.</param>
/// <param name="Value">The value.</param>
public sealed record NamedValue(string Name, string Value);
