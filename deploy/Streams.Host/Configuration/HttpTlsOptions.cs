namespace Streams.Host.Configuration;

/// <summary>TLS of the service's own web server. The files are read again when they change.</summary>
internal sealed class HttpTlsOptions
{
    /// <summary>The certificate and those between it and its authority, PEM; empty: plain HTTP.</summary>
    public string Certificate { get; set; } = "";

    /// <summary>Its private key, PEM.</summary>
    public string Key { get; set; } = "";

    /// <summary>The authorities of client certificates, PEM; where it is set, <c>POST /audit</c> needs one.</summary>
    public string ClientCa { get; set; } = "";

    internal bool IsOn => Certificate.Length > 0;

    public IEnumerable<string> Validate()
    {
        if (IsOn != Key.Length > 0)
        {
            yield return "http.tls: certificate and key belong together";
        }

        if (ClientCa.Length > 0 && !IsOn)
        {
            yield return "http.tls.clientCa: needs http.tls.certificate";
        }

        foreach (var (name, file) in ((string, string)[])[("certificate", Certificate), ("key", Key), ("clientCa", ClientCa)])
        {
            if (file.Length > 0 && !File.Exists(file))
            {
                yield return $"http.tls.{name}: {file} does not exist";
            }
        }
    }
}
