using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Streams.Host.Tests.Web;

/// <summary>An authority of the test's own, with the files of what it signs.</summary>
internal sealed class TestCertificates(string name) : IDisposable
{
    public const string ForClients = "1.3.6.1.5.5.7.3.2";
    public const string ForServers = "1.3.6.1.5.5.7.3.1";
    private static readonly DateTimeOffset From = TimeProvider.System.GetUtcNow().AddDays(-1);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streams-tls-");
    private readonly X509Certificate2 _authority = Authority(name);
    private byte _serial;

    /// <summary>The authority's file.</summary>
    public string AuthorityFile => Write("ca.crt", _authority.ExportCertificatePem());

    /// <summary>Signs a certificate for 127.0.0.1 and writes it with its key.</summary>
    public (string Certificate, string Key) Sign(string file)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signed = Signed(key);
        return (Write($"{file}.crt", signed.ExportCertificatePem()), Write($"{file}.key", key.ExportPkcs8PrivateKeyPem()));
    }

    /// <summary>A client that trusts the authority alone, and shows a certificate of <paramref name="shown"/>.</summary>
    public HttpClient Client(TestCertificates? shown)
    {
        var handler = new SocketsHttpHandler
        {
            SslOptions =
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { _authority },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        };
        if (shown is not null)
        {
            var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            handler.SslOptions.ClientCertificates = [shown.Signed(key).CopyWithPrivateKey(key)];
        }

        return new HttpClient(handler);
    }

    /// <summary>What certificates are made for: <see cref="ForClients"/>, <see cref="ForServers"/>, or anything.</summary>
    public string Usage { get; set; } = ForClients;

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Delete(recursive: true);
    }

    private static X509Certificate2 Authority(string name)
    {
        var request = new CertificateRequest($"CN={name}", ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(From, From.AddDays(30));
    }

    private X509Certificate2 Signed(ECDsa key)
    {
        var request = new CertificateRequest("CN=streams", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        if (Usage.Length > 0)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(Usage)], critical: false));
        }

        return request.Create(_authority, From, From.AddDays(20), [++_serial]);
    }

    private string Write(string file, string text)
    {
        var path = Path.Combine(_folder.FullName, file);
        File.WriteAllText(path, text);
        return path;
    }
}
