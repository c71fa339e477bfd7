namespace Streams.Schemas.Settings;

/// <summary>A setting whose value is shown to nobody: not by <c>config show</c>, not in an error, not in a log.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute
{
    /// <summary>For a map: only values whose key speaks of a password, a secret, a token or a private key.</summary>
    public bool ByKey { get; init; }
}
