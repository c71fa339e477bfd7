using Streams.Schemas.Settings;

namespace Streams.Connectors.Sinks.Http;

/// <summary>What every sink that speaks HTTP has.</summary>
public abstract record HttpSinkOptions : SinkDeliveryOptions
{
    /// <summary>The user of basic authentication; empty: none, or the one in the address.</summary>
    [Setting("basic authentication")]
    public string Username { get; init; } = "";

    [Setting("its password"), Secret]
    public string Password { get; init; } = "";

    /// <summary>The authorities of the server's certificate, a PEM file; empty: those of the system.</summary>
    [Setting("the authorities of the server's certificate, a PEM file; empty: those of the system")]
    public string CaFile { get; init; } = "";

    /// <summary>How long one request may take.</summary>
    [Setting("how long one request may take", Least = "100ms", Most = "10m")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Errors that the sinks share.</summary>
    protected IEnumerable<SettingError> Errors()
    {
        if (CaFile.Length > 0 && !System.IO.File.Exists(CaFile))
        {
            yield return new("caFile", $"{CaFile} does not exist");
        }
    }
}
