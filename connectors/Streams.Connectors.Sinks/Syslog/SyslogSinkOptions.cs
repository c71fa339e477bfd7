using Streams.Schemas.Settings;

namespace Streams.Connectors.Sinks.Syslog;

/// <summary>Which syslog receiver.</summary>
public sealed record SyslogSinkOptions : SinkDeliveryOptions, IValidatedOptions
{
    [Setting("`host:port` of a syslog receiver (RFC 5424 in frames of RFC 6587, CEF as message); empty: none")]
    public string Address { get; init; } = "";

    [Setting("whether it speaks TLS (RFC 5425)")]
    public bool Tls { get; init; } = true;

    [Setting("the authorities of its certificate, a PEM file; empty: those of the system")]
    public string CaFile { get; init; } = "";

    [Setting("the facility's number: 13 is the log audit", Least = "0", Most = "23")]
    public int Facility { get; init; } = 13;

    [Setting("how long connecting and a batch may take", Least = "100ms", Most = "10m")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    internal string Host => Address[..Address.LastIndexOf(':')].Trim('[', ']');

    internal int Port => int.Parse(Address.AsSpan(Address.LastIndexOf(':') + 1), System.Globalization.CultureInfo.InvariantCulture);

    public IEnumerable<SettingError> Validate()
    {
        if (Address.Length > 0 && !(Address.LastIndexOf(':') is > 0 and var at && ushort.TryParse(Address.AsSpan(at + 1), out var port) && port > 0))
        {
            yield return new("address", $"{Address} is no host:port, as in siem.example.com:6514");
        }

        if (CaFile.Length > 0 && !File.Exists(CaFile))
        {
            yield return new("caFile", $"{CaFile} does not exist");
        }
    }
}
