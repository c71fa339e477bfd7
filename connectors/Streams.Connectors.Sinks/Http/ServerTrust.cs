using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Streams.Connectors.Sinks.Http;

/// <summary>Trust in servers of authorities that the system does not know.</summary>
internal static class ServerTrust
{
    /// <summary>Only certificates of the authorities in a PEM file, for the name that was asked for.</summary>
    public static RemoteCertificateValidationCallback Only(string file)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(file);
        return (_, shown, presented, errors) =>
        {
            if (shown is not X509Certificate2 certificate || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != 0)
            {
                return false;
            }

            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
            chain.ChainPolicy.ExtraStore.AddRange(presented?.ChainPolicy.ExtraStore ?? []);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            return chain.Build(certificate);
        };
    }
}
