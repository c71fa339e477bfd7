namespace Streams.Schemas.Settings;

/// <summary>Options that must agree with each other or with the world, beyond what each setting's own bounds say.</summary>
public interface IValidatedOptions
{
    /// <summary>Every error; those of sections within are theirs.</summary>
    IEnumerable<SettingError> Validate();
}
