namespace Streams.Schemas.Rules;

/// <summary>One rule file.</summary>
/// <param name="Path">Its name in errors, relative to its directory.</param>
/// <param name="Text">Sigma YAML.</param>
public readonly record struct RuleFile(string Path, string Text);
