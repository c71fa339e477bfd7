using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Streams.Host.Configuration;

namespace Streams.Host.Web.Tls;

/// <summary>
/// The server's certificate and the authorities of its clients, as their files have them: read again when one of them has changed, so that a renewed certificate needs no restart.
/// A renewed one that cannot be read is passed over, the one before it served on. Thread-safe.
/// </summary>
internal sealed class ServedCertificate
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);
    private readonly HttpTlsOptions _options;
    private readonly TimeProvider _time;
    private readonly Lock _reading = new();
    private string _stamp;
    private long _lookedAt;
    private volatile SslServerAuthenticationOptions _current;

    /// <param name="options">The files.</param>
    /// <param name="time">Tells when to look at them again.</param>
    /// <exception cref="EnvironmentException">A file cannot be read, or the key is not the certificate's.</exception>
    public ServedCertificate(HttpTlsOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _stamp = Stamp();
        _lookedAt = time.GetTimestamp();
        try
        {
            _current = Read();
        }
        catch (CryptographicException e)
        {
            throw new EnvironmentException($"http.tls: {options.Certificate}, {options.Key}: {e.Message}");
        }
    }

    /// <summary>What the next connection is offered.</summary>
    public SslServerAuthenticationOptions Current
    {
        get
        {
            if (_time.GetElapsedTime(Volatile.Read(ref _lookedAt)) >= LookEvery)
            {
                Look();
            }

            return _current;
        }
    }

    private void Look()
    {
        lock (_reading)
        {
            Volatile.Write(ref _lookedAt, _time.GetTimestamp());
            try
            {
                var stamp = Stamp();
                if (stamp != _stamp)
                {
                    _current = Read();
                    _stamp = stamp;
                }
            }
            catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
            {
                // Certificate and key are exchanged one after the other: the next look finds both.
            }
        }
    }

    private SslServerAuthenticationOptions Read()
    {
        var certificate = Load();
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(_options.Certificate);
        var authorities = new X509Certificate2Collection();
        if (_options.ClientCa.Length > 0)
        {
            authorities.ImportFromPemFile(_options.ClientCa);
        }

        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate, chain, offline: true),
            ClientCertificateRequired = authorities.Count > 0,
            RemoteCertificateValidationCallback = (_, client, _, _) => client is null || (client is X509Certificate2 shown && IsOf(authorities, shown)),
        };
    }

    private X509Certificate2 Load()
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(_options.Certificate, _options.Key);
        }
        catch (ArgumentException e)
        {
            throw new CryptographicException("the key is not the certificate's", e);
        }
    }

    /// <summary>A client without a certificate is let in, for probes; whoever needs one looks for it himself.</summary>
    private static bool IsOf(X509Certificate2Collection authorities, X509Certificate2 client)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return IsForClients(client) && chain.Build(client);
    }

    /// <summary>A certificate that the same authority made for a server, or for anything at all, shows nobody's right to post.</summary>
    private static bool IsForClients(X509Certificate2 client) =>
        client.Extensions.OfType<X509EnhancedKeyUsageExtension>().Any(e => e.EnhancedKeyUsages.Cast<Oid>().Any(u => u.Value == ClientAuthentication));

    private string Stamp() =>
        string.Join(
            ' ',
            ((string[])[_options.Certificate, _options.Key, _options.ClientCa])
                .Where(f => f.Length > 0)
                .Select(f => new FileInfo(f))
                .Select(f => (f.ResolveLinkTarget(returnFinalTarget: true) ?? f).LastWriteTimeUtc.Ticks)
        );
}
