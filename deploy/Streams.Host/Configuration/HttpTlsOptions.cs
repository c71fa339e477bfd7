using Streams.Schemas.Settings;

namespace Streams.Host.Configuration;

/// <summary>TLS of the service's own web server. The files are read again when they change.</summary>
internal sealed class HttpTlsOptions : IValidatedOptions
{
    [Setting("the web server's certificate and those between it and its authority, PEM; empty: plain HTTP. Read again when it changes")]
    public string Certificate { get; set; } = "";

    [Setting("its private key, a file in PEM")]
    public string Key { get; set; } = "";

    [Setting("the authorities of client certificates, PEM; where it is set, `POST /audit` needs a certificate made for clients")]
    public string ClientCa { get; set; } = "";

    internal bool IsOn => Certificate.Length > 0;

    public IEnumerable<SettingError> Validate()
    {
        if (IsOn != Key.Length > 0)
        {
            yield return new(IsOn ? "key" : "certificate", "is missing: certificate and key belong together");
        }

        if (ClientCa.Length > 0 && !IsOn)
        {
            yield return new("clientCa", "needs http.tls.certificate");
        }

        foreach (var (name, file) in ((string, string)[])[("certificate", Certificate), ("key", Key), ("clientCa", ClientCa)])
        {
            if (file.Length > 0 && !File.Exists(file))
            {
                yield return new(name, $"{file} does not exist");
            }
        }
    }
}
